"use strict";
// What opens over the page: keys, progress by force, a plan's text to add passages from, cells and why they are blank.
page.panels = (() => {
  const { el, get, fill } = page;
  const panel = get("panel");
  const text = { plan: "", number: 0, start: null, told: "" };

  const open = (title, kind, ...children) => {
    get("panel-title").textContent = title;
    panel.className = kind;
    fill(get("panel-body"), ...children);
    if (!panel.open) panel.showModal();
    get("panel-title").focus();
  };
  const close = () => panel.close();

  const here = () => {
    const { shown } = page.coding.state;
    const first = page.study.plans.find((plan) => plan.readable);
    return shown ? shown.plan : first ? first.id : "";
  };

  const planSelect = (value, change) => {
    const select = el("select", { id: "panel-plan", onchange: () => page.attempt(() => change(select.value)) });
    for (const plan of page.study.plans.filter((each) => each.readable))
      select.append(el("option", { value: plan.id, selected: plan.id === value }, page.planName(plan.id)));
    return el("label", {}, "Plan ", select);
  };

  const categorySelect = (id) => {
    const select = el("select", { id });
    page.fillGroups(select, page.study.frames.map((frame) =>
      [frame.label, frame.categories.map((each) => [`${frame.id}/${each.id}`, each.label])]));
    return select;
  };

  // ------------------------------------------------------------------------------------------------------ keys

  const KEYS = [
    ["a", "Accept and go on"], ["r", "Reject and go on"], ["q", "Unsure: leave it to somebody else and go on"],
    ["u", "Undo the last decision, or withdraw your own"],
    ["l", "Read as a list: decide all cells of a plan in one step"],
    ["x", "Select this coding, to decide several at once (also Ctrl or Shift and click)"], ["j ↓", "Next"], ["k ↑", "Previous"], ["n", "Write a note (Enter: save, Esc: leave)"],
    ["/", "Search words"], ["f", "Filters"], ["t", "Text of the plan: mark words to add a passage"],
    ["w", "Cells of the plan: why is this blank?"], ["s", "Statements: the plan's own priorities"], ["p", "Progress by force"],
    ["z", "Enlarge the page"], ["[ ]", "Page before, page after"], ["?", "These keys"],
  ];

  const keys = () => {
    const off = el("input", { type: "checkbox", id: "keys-on", onchange: () => { page.keysOff = !off.checked; } });
    off.checked = !page.keysOff;
    open("Keys", "narrow",
      el("table", { class: "keys" }, el("tbody", {}, ...KEYS.map(([key, words]) =>
        el("tr", {}, el("th", { scope: "row" }, ...key.split(" ").map((each) => el("kbd", {}, each))), el("td", {}, words))))),
      el("p", {}, el("label", { class: "check" }, off, " Single keys work (switch off for speech input)")));
  };

  // ------------------------------------------------------------------------------------------------------ progress

  const progress = () => {
    const rows = page.study.forces.filter((force) => page.progress[force.id]).map((force) => {
      const [done, total] = page.progress[force.id];
      const bar = el("div", { class: "bar" }, el("div"));
      bar.firstChild.style.width = `${(100 * done) / Math.max(1, total)}%`;
      const show = () => {
        close();
        const own = page.study.plans.filter((plan) => plan.force === force.id && plan.readable);
        const value = own.length > 1 ? `force/${force.id}` : `plan/${own[0].id}`;
        page.attempt(() => page.queue.set({ plan: value }));
      };
      return el("tr", {},
        el("th", { scope: "row" }, el("button", { type: "button", class: "link", onclick: show }, force.name)),
        el("td", { class: "figure" }, page.number(done)), el("td", { class: "figure" }, page.number(total)),
        el("td", { "aria-hidden": "true" }, bar));
    });
    open("Progress by force", "narrow", el("table", { class: "progress" },
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "Force"), el("th", { scope: "col", class: "figure" }, "Decided"),
        el("th", { scope: "col", class: "figure" }, "Codings"), el("td"))),
      el("tbody", {}, ...rows)));
  };

  // ------------------------------------------------------------------------------------------------------ cells

  const cells = async (plan = here(), asked = null) => {
    const answer = await page.api.cells(plan);
    const shown = page.coding.state.shown;
    const wanted = asked || (shown && shown.plan === plan ? [shown.frame, shown.category] : null);
    const side = el("div", { id: "why", "aria-live": "polite" }, el("p", { class: "hint" }, "Choose a cell to see what was searched and what came near."));
    const tables = page.study.frames.map((frame) => el("table", { class: "cells" },
      el("caption", {}, frame.label),
      el("thead", { class: "unseen" }, el("tr", {}, ...["Category", "Cell", "Rests on", "More"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...answer.cells.filter((cell) => cell.frame === frame.id).map((cell) => cellRow(plan, cell, side)))));
    open("Cells of a plan", "wide", planSelect(plan, (value) => cells(value)), el("div", { class: "two" }, el("div", {}, ...tables), side));
    if (asked) await why(plan, ...wanted, side);
  };

  const cellRow = (plan, cell, side) => {
    const label = page.category(cell.frame, cell.category).label;
    const list = () => {
      close();
      page.attempt(() => page.queue.set({ state: "all", kind: cell.basis === "blocked" ? "blocked" : "", text: "", plan: `plan/${plan}`, category: `${cell.frame}/${cell.category}` }));
    };
    return el("tr", { class: cell.tick },
      el("th", { scope: "row" }, label.replaceAll("/", "/\u200b")), // a place to break the line
      el("td", { class: "value" }, { yes: "✓", no: "", unsettled: "≠" }[cell.tick] ?? "n/a", el("span", { class: "unseen" }, cell.tick)),
      el("td", {}, page.bases[cell.basis] || cell.basis),
      el("td", { class: "more" },
        cell.passages ? el("button", { type: "button", class: "link", "aria-label": `Passages of ${label}`, onclick: list }, "passages") : null,
        page.api.why ? el("button", { type: "button", class: "link", "aria-label": `Why is ${label} so?`,
          onclick: () => page.attempt(() => why(plan, cell.frame, cell.category, side)) }, cell.tick === "yes" ? "why?" : "why blank?") : null));
  };

  const why = async (plan, frame, category, side) => {
    fill(side, el("p", { class: "hint" }, "Looking…"));
    let told;
    try {
      told = await page.api.why(plan, frame, category);
    } catch (error) {
      fill(side, el("p", { class: "missing" }, error.message));
      return;
    }
    const coded = told.searched.filter(([, , yes]) => yes);
    const not = told.searched.filter(([, , yes]) => !yes);
    const sections = (list) => list.map(([role, count]) => `${page.words(role)} (${page.number(count)})`).join(", ");
    fill(side,
      el("h3", {}, page.category(frame, category).label),
      el("p", {}, el("b", {}, told.verdict)),
      el("p", {}, coded.length ? `Searched, with passages: ${sections(coded)}.` : "No section of this plan is searched for this frame.",
        told.statements === null ? "" : ` Priority statements: ${told.statements}.`),
      not.length ? el("p", { class: "hint" }, `Not searched: ${sections(not)}.`) : null,
      misses("Blocked by a rule", told.blocked, plan, frame, category),
      misses(`Right words, wrong section (${told.elsewhere_in_all})`, told.elsewhere, plan, frame, category),
      misses("Near misses", told.near, plan, frame, category));
    side.scrollIntoView({ block: "nearest" }); // on a phone it stands below the tables
  };

  const misses = (title, list, plan, frame, category) => list.length ? el("section", { class: "misses", "aria-label": title },
    el("h4", {}, title),
    ...list.map((miss) => el("div", { class: "miss" },
      el("p", { class: "words" }, miss.passage[0], el("mark", {}, miss.passage[1]), miss.passage[2]),
      el("p", { class: "hint" }, miss.page ? `${page.place(miss.page)} · ` : "", miss.section.join(" › "), miss.section.length ? " · " : "", page.words(miss.reason), " ",
        el("button", { type: "button", class: "link", onclick: () => page.attempt(() =>
          textOf(plan, miss.page || 0, { quote: miss.passage.join("").trim(), category: `${frame}/${category}` })) }, "add it")))) ) : null;

  // ------------------------------------------------------------------------------------------------------ text, adding

  const textNow = () => {
    const { shown } = page.coding.state;
    return textOf(here(), (shown && shown.page) || 0, shown ? { category: `${shown.frame}/${shown.category}` } : {});
  };

  const textOf = async (plan, number, { quote = "", category = "" } = {}) => {
    text.start = null;
    const answer = page.api.text ? await page.api.text(plan, number) : null;
    Object.assign(text, { plan, number: answer ? answer.number : number, paged: !answer || answer.paged });
    const select = categorySelect("add-category");
    if (category) select.value = category;
    const form = el("form", { id: "add", "aria-label": "Add a passage", autocomplete: "off", onsubmit: (event) => { event.preventDefault(); page.attempt(add); } },
      el("p", { class: "hint" }, answer ? "Mark words in the text, or type them as the plan prints them. They are looked up in the plan." :
        "Type the words as the plan prints them. They are looked up in the plan when the decisions are taken in."),
      el("label", {}, "Words ", el("textarea", { id: "add-words", rows: 5, maxlength: 5000, required: true, oninput: () => { text.start = null; } }, quote)),
      el("label", {}, "Page ", el("input", { id: "add-page", inputmode: typeof text.number === "string" ? "text" : "numeric", value: text.paged ? text.number || "" : "" })),
      el("label", {}, "Category ", select),
      el("label", {}, "Note ", el("input", { id: "add-note", maxlength: 4000 })),
      el("button", { type: "submit", class: "main" }, "Add this passage"),
      el("p", { id: "add-told", role: "status" }));
    open("Text of the plan", "wide", planSelect(plan, (value) => textOf(value, 0)),
      el("div", { class: "two text" }, answer ? sheet(answer, (number) => textOf(plan, number, { category: get("add-category").value }), takeWords) : null, form));
    if (quote) get("add-words").focus();
  };

  // A page of text; `turnTo(number)` opens another, `take(words, start)` gets what is marked.
  const sheet = (answer, turnTo, take) => {
    const at = answer.numbers.indexOf(answer.number);
    const turn = (step) => page.attempt(async () => {
      await turnTo(answer.numbers[at + step]);
      get(step < 0 ? "text-back" : "text-on").focus();
    });
    const taken = () => marked(take);
    const name = answer.paged ? "Page" : "Part";
    const pick = el("select", { "aria-label": name, onchange: (event) => page.attempt(() => turnTo(answer.numbers[event.target.selectedIndex])) },
      ...answer.numbers.map((number) => el("option", { value: number, selected: number === answer.number }, String(number))));
    const body = el("div", { id: "text-body", tabindex: 0, role: "group", "aria-label": page.place(answer.number, `${name} `).replace(/^p/, "P"), onmouseup: taken, onkeyup: taken },
      ...(answer.blocks.length ? answer.blocks.map((block) => textBlock(block, answer.marked)) : [el("p", { class: "hint" }, "No text on this page.")]));
    return el("div", { class: "sheet-text" },
      el("p", { class: "turn" },
        el("button", { type: "button", id: "text-back", "aria-label": `${name} before`, disabled: at <= 0, onclick: () => turn(-1) }, "‹"),
        ...(typeof answer.number === "string" ? [pick] : [` ${name} `, pick, ` of ${answer.numbers[answer.numbers.length - 1]} `]),
        el("button", { type: "button", id: "text-on", "aria-label": `${name} after`, disabled: at + 1 >= answer.numbers.length, onclick: () => turn(1) }, "›")),
      body);
  };

  // A block's text with what is coded in it marked; `data-start` is its place in the plan's text.
  const textBlock = (block, marked) => {
    const letters = page.characters(block.text);
    const parts = [];
    let done = 0;
    const inside = marked.filter((each) => each.start >= block.start && each.start < block.start + letters.length);
    for (const each of inside.sort((one, other) => one.start - other.start)) {
      const from = each.start - block.start;
      if (from < done) continue;
      const to = Math.min(letters.length, each.end - block.start);
      parts.push(letters.slice(done, from).join(""), el("mark", { title: page.words(each.category) }, letters.slice(from, to).join("")));
      done = to;
    }
    parts.push(letters.slice(done).join(""));
    return el("p", { class: `block ${block.kind} level${block.level}`, "data-start": block.start }, ...parts);
  };

  const marked = (take) => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const words = chosen.toString();
    const block = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-start]");
    if (!block || !words.trim()) return;
    const lead = document.createRange();
    lead.setStart(block, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    const blanks = page.length(words) - page.length(words.trimStart());
    take(words.trim(), Number(block.dataset.start) + page.length(lead.toString()) + blanks);
  };

  const takeWords = (words, start) => {
    get("add-words").value = words;
    text.start = start;
    get("add-page").value = text.paged ? text.number : "";
    get("add-told").textContent = "";
  };

  const add = async () => {
    const [frame, category] = get("add-category").value.split("/");
    const told = get("add-told");
    try {
      const answer = await page.api.add({
        plan: text.plan, frame, category, quote: get("add-words").value.trim(),
        page: get("add-page").value.trim(), start: text.start, note: get("add-note").value,
      });
      page.takePulse(answer.pulse);
      page.queue.update(answer.coding);
      // Again with the new passage marked, and an empty form for the next.
      await textOf(text.plan, text.number, { category: `${frame}/${category}` });
      get("add-told").className = "good";
      get("add-told").textContent = `Added: ${answer.told}. ${page.api.saved}`;
      page.say(`Added: ${answer.told}. ${page.api.saved}`);
    } catch (error) {
      told.className = "missing";
      told.textContent = `Not added. ${error.message}`;
    }
  };

  const prepare = () => {
    get("panel-close").addEventListener("click", close);
    panel.addEventListener("close", () => panel.open || fill(get("panel-body")));
    get("open-keys").addEventListener("click", keys);
    get("open-progress").addEventListener("click", progress);
    get("open-text").addEventListener("click", () => page.attempt(textNow));
    get("open-cells").addEventListener("click", () => page.attempt(() => cells()));
  };

  return { prepare, keys, progress, cells: () => cells(), text: textNow, textBlock, open, here, planSelect, sheet };
})();
