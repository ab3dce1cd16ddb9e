"use strict";
// The queue: filters, and a list that holds only the lines in sight however long it is.
page.queue = (() => {
  const ROW = 66;
  const BLOCK = 100;
  const state = { view: "", total: 0, rows: new Map(), asked: new Set(), at: -1, number: 0 };
  const list = page.get("list");
  const chosen = new Map(); // rows selected for one decision, by id, as they were seen
  const MOST = 500;
  const canvas = page.el("div", { class: "canvas", role: "presentation" });
  const filters = page.get("filters");

  const wish = () => {
    const [kind, id] = split(page.get("f-plan").value);
    const [frame, category] = split(page.get("f-category").value);
    return {
      state: page.get("f-state").value,
      kind: page.get("f-kind").value,
      force: kind === "force" ? id : "",
      plan: kind === "plan" ? id : "",
      frame,
      category,
      text: page.get("f-text").value,
      order: page.get("f-order").value,
    };
  };
  // "plan/<id>", "needs/<category>": only the first stroke parts, ids may hold more.
  const split = (value) => {
    const at = value.indexOf("/");
    return at < 0 ? ["", ""] : [value.slice(0, at), value.slice(at + 1)];
  };

  const offer = (study) => {
    const plans = page.get("f-plan");
    for (const force of study.forces) {
      const own = study.plans.filter((plan) => plan.force === force.id && plan.readable);
      if (!own.length) continue;
      const options = own.map((plan) => [`plan/${plan.id}`, plan.dates ? page.planName(plan.id) : `${force.name} ${plan.id}`]);
      if (own.length > 1) options.unshift([`force/${force.id}`, `${force.name}: all plans`]);
      page.fillGroups(plans, [[force.name, options]]);
    }
    page.fillGroups(
      page.get("f-category"),
      study.frames.map((frame) => [
        frame.label,
        [[`${frame.id}/`, `${frame.label}: all`], ...frame.categories.map((each) => [`${frame.id}/${each.id}`, each.label])],
      ]),
    );
  };

  // `keep` is the coding to show, `at` the line to show where it is not in the queue.
  const choose = async (keep = "", at = 0) => {
    const number = ++state.number;
    const answer = await page.api.view({ ...wish(), keep });
    if (number !== state.number) return; // a later choice is under way
    chosen.clear();
    Object.assign(state, { view: answer.view, total: answer.total, rows: new Map(), asked: new Set(), at: -1 });
    answer.rows.forEach((row, line) => state.rows.set(line, row));
    list.scrollTop = 0;
    canvas.style.height = `${state.total * ROW}px`;
    count();
    draw();
    await select(answer.at >= 0 ? answer.at : Math.min(at, state.total - 1));
  };

  // On from a decided coding. Where one passage stands for its cell, the queue is chosen again: the next
  // passage of the cell comes up, or the cell is settled and gone.
  const byCell = () => wish().state === "open";
  const advance = async (following) => {
    if (!byCell()) return state.at + 1 < state.total && move(1);
    const left = page.coding.state.shown?.id === following; // left as unsure: the next cell comes up
    await choose(left ? "" : following, state.at);
    return state.total > 0;
  };
  // A decision was taken back: its cell is open again.
  const reopen = async (id) => byCell() && choose(id, state.at);

  const count = () => {
    const { total } = state;
    const [one, many] = byCell() ? ["cell", "cells"] : ["coding", "codings"];
    page.get("count-words").textContent = total === 1 ? `1 ${one}` : `${page.number(total)} ${many}`;
    page.get("clear").hidden = !filtered();
    const all = page.get("choose-all");
    all.hidden = total < 2 || (total > MOST && !chosen.size);
    all.textContent = chosen.size ? `Clear selection (${page.number(chosen.size)})` : "Select all";
    page.coding.buttons();
  };
  const USUAL = { state: "open", order: "fragile" };
  const filtered = () => Object.entries(wish()).some(([name, value]) => value !== USUAL[name] && value);

  const fetchRows = async (at) => {
    const from = Math.floor(at / BLOCK) * BLOCK;
    if (state.asked.has(from)) return;
    state.asked.add(from);
    const { view } = state;
    try {
      const answer = await page.api.rows(view, from, BLOCK);
      if (view !== state.view) return;
      answer.rows.forEach((row, offset) => state.rows.set(from + offset, row));
      draw();
    } catch (error) {
      state.asked.delete(from);
      page.failed(error);
    }
  };

  const rowAt = async (at) => {
    if (!state.rows.has(at)) {
      state.asked.delete(Math.floor(at / BLOCK) * BLOCK);
      await fetchRows(at);
    }
    return state.rows.get(at);
  };

  const draw = () => {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 6);
    const last = Math.min(state.total, Math.ceil((list.scrollTop + list.clientHeight) / ROW) + 6);
    const lines = [];
    for (let at = first; at < last; at += 1) {
      const row = state.rows.get(at);
      fetchRows(at); // once for each hundred
      lines.push(line(row, at));
    }
    canvas.replaceChildren(...lines);
    const active = page.get(`row-${state.at}`);
    if (active) list.setAttribute("aria-activedescendant", active.id);
    else list.removeAttribute("aria-activedescendant");
  };

  const line = (row, at) => {
    const made = page.el("div", {
      class: `row ${row ? row.pile : "empty"}`,
      role: "option",
      id: `row-${at}`,
      "aria-selected": at === state.at ? "true" : "false",
      "aria-posinset": at + 1,
      "aria-setsize": state.total,
      "aria-checked": row && chosen.has(row.id) ? "true" : "false",
      onclick: (event) => click(event, at),
    });
    made.style.transform = `translateY(${at * ROW}px)`;
    if (!row) return made;
    made.append(
      page.el("span", { class: "sign", "aria-hidden": "true" }, page.signs[row.pile]),
      page.el("span", { class: "about" },
        page.el("b", {}, page.category(row.frame, row.category).label),
        page.el("span", { class: "unseen" }, `, ${page.piles[row.pile]}, `)),
      page.el("span", { class: "tags" },
        row.unsure ? page.el("span", { class: "tag" }, "unsure") : null,
        row.fragile ? page.el("span", { class: "tag" }, "fragile") : null,
        row.kind !== "exact" ? page.el("span", { class: "tag plain" }, row.kind) : null,
        row.blocked ? page.el("span", { class: "tag plain" }, "blocked") : null),
      page.el("span", { class: "where" }, `${page.planName(row.plan)}${row.page ? `, ${page.place(row.page)}` : ""}`),
      page.el("span", { class: "snippet" }, row.before, page.el("mark", {}, row.match), row.after),
    );
    return made;
  };

  // A click goes to a coding; with Ctrl it selects it too, with Shift all between.
  const click = async (event, at) => {
    const from = state.at;
    const shown = select(at);
    // Not after `shown`: by then another click may have gone elsewhere.
    if (event.shiftKey) await choosePart(Math.min(from, at), Math.max(from, at));
    else if (event.ctrlKey || event.metaKey) await toggle(at);
    await shown;
  };

  const toggle = async (at = state.at) => {
    const row = await rowAt(at);
    if (!row) return;
    if (!chosen.delete(row.id)) chosen.set(row.id, row);
    count();
    draw();
  };

  const choosePart = async (first, last) => {
    for (let at = Math.max(0, first); at <= Math.min(last, first + MOST - 1); at += 1) {
      const row = await rowAt(at);
      if (row) chosen.set(row.id, row);
    }
    count();
    draw();
  };

  const chooseAll = async () => {
    if (!chosen.size) return choosePart(0, state.total - 1);
    chosen.clear();
    count();
    draw();
  };

  // Keys may come faster than the answers: a decision waits for the coding that was gone to.
  let going = Promise.resolve();
  const select = (at, options = {}) => (going = goTo(at, options));
  const there = () => going.catch(() => {}); // who went there is told

  const goTo = async (at, options) => {
    if (at >= state.total || (at < 0 && state.total)) return false;
    state.at = at;
    if (at < 0) {
      draw();
      page.coding.showNothing(filtered());
      return true;
    }
    const top = at * ROW;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + ROW > list.scrollTop + list.clientHeight) list.scrollTop = top + ROW - list.clientHeight;
    draw();
    const row = await rowAt(at);
    if (row && state.at === at) await page.coding.show(row.id, options);
    return true;
  };

  // A coding changed: its line, wherever it stands in the queue as chosen.
  const update = (coding) => {
    for (const [at, row] of state.rows)
      if (row.id === coding.id) state.rows.set(at, { ...row, pile: coding.pile, unsure: coding.unsure, fragile: coding.fragile, mine: coding.mine, version: coding.version });
    draw();
  };

  // Others decided: the lines are asked for again, and stay as they are until the answer comes.
  const renew = () => {
    state.asked = new Set();
    draw();
  };

  const move = async (step) => {
    const there = await select(Math.min(state.total - 1, Math.max(0, state.at + step)));
    return there;
  };

  const set = (values) => {
    for (const [name, value] of Object.entries(values)) page.get(`f-${name}`).value = value;
    return choose();
  };
  const clear = () => set({ ...USUAL, kind: "", plan: "", category: "", text: "" });

  const prepare = (study) => {
    list.append(canvas);
    offer(study);
    let typing;
    filters.addEventListener("submit", (event) => event.preventDefault());
    filters.addEventListener("change", (event) => event.target.id !== "f-text" && page.attempt(() => choose()));
    page.get("f-text").addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => page.attempt(() => choose()), 180);
    });
    page.get("choose-all").addEventListener("click", () => page.attempt(chooseAll));
    page.get("clear").addEventListener("click", () => page.attempt(clear));
    list.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
    list.addEventListener("keydown", (event) => {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -state.total, End: state.total };
      if (!(event.key in steps) || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      event.stopPropagation();
      page.attempt(() => move(steps[event.key]));
    });
    new ResizeObserver(draw).observe(list);
    const narrow = matchMedia("(max-width: 720px)");
    const fold = () => { page.get("fold").open = !narrow.matches; };
    narrow.addEventListener("change", fold);
    fold();
  };

  return { prepare, chosen, toggle, choose, advance, reopen, select, there, move, update, renew, set, clear, state, rowAt };
})();
