"use strict";
// All open cells of a plan, or of a category, as one list: the strongest passage of each in full. Whoever has read
// it changes what is wrong and saves the rest in one step, which one undo takes back.
page.list = (() => {
  const { el, get, fill } = page;
  const MOST = 100; // more than anybody reads at a stretch: the rest comes with the next list
  const CHOICES = [["accept", "Accept"], ["reject", "Reject"], ["unsure", "Unsure"], ["", "Later"]];
  const BASES = [["", "Anything"], ["exact", "Several passages"], ["one_passage", "One passage"], ["fuzzy_only", "Fuzzy matches only"]];
  const state = { group: "", saved: "", basis: "", codings: [] };

  const wish = (group) => {
    const at = group.indexOf("/");
    const [kind, id] = [group.slice(0, at), group.slice(at + 1)];
    const filter = kind === "plan" ? { plan: id } : { frame: kind, category: id };
    return { state: "open", kind: "", force: "", plan: "", frame: "", category: "", text: "", order: "plan", ...(group ? filter : {}) };
  };

  // The codings of a list, and how many the group has in all.
  const read = async (group) => {
    const answer = await page.api.view(wish(group));
    const rows = [...answer.rows];
    while (rows.length < Math.min(answer.total, MOST))
      rows.push(...(await page.api.rows(answer.view, rows.length, MOST)).rows);
    return { total: answer.total, codings: await Promise.all(rows.slice(0, MOST).map((row) => page.api.coding(row.id))) };
  };

  // The group after this one that still has open cells: a plan, or a category where lists go by category.
  const following = async () => {
    const answer = await page.api.view(wish(""));
    const [first] = answer.rows;
    if (!first) return "";
    return state.group.startsWith("plan/") || !state.group ? `plan/${first.plan}` : `${first.frame}/${first.category}`;
  };

  const open = async () => {
    if (!page.study.reviewer) {
      get("name").focus(); // the offline page asks for it
      throw new page.Refusal(422, "Give your name first, at the top of the page.");
    }
    const { shown } = page.coding.state;
    state.group = shown && !shown.apart ? `plan/${shown.plan}` : "";
    await show();
  };

  const show = async (told = "") => {
    let list = state.group ? await read(state.group) : { total: 0, codings: [] };
    if (!list.total) {
      state.group = await following();
      if (state.group) list = await read(state.group);
    }
    state.codings = list.codings.filter((coding) => !state.basis || coding.cell.basis === state.basis);
    draw(list.total, told);
  };

  // ------------------------------------------------------------------------------------------------------ drawing

  const draw = (total, told) => {
    const left = total - state.codings.length;
    page.panels.open("Read as a list", "wide list",
      el("form", { id: "list-form", autocomplete: "off", onchange: count, onsubmit: (event) => { event.preventDefault(); page.attempt(save); } },
        el("div", { class: "pick" }, groups(), bases()),
        el("div", { class: "told" },
          el("p", { id: "list-told", role: "status", class: "good" }, told),
          told ? el("button", { type: "button", id: "list-undo", onclick: () => page.attempt(undo) }, "Undo") : null),
        state.group ? el("p", { class: "hint" }, "The strongest passage of each cell that can still change a table. Read them and change what is wrong: what you leave as it is will be accepted when you save.") : null,
        state.codings.length ? el("ol", {}, ...state.codings.map(item)) : el("p", {}, state.group ? "No cell of this list rests on that." : "Every cell is settled."),
        left > 0 && state.codings.length ? el("p", { class: "hint" }, `${page.number(left)} more cell${left === 1 ? "" : "s"} here ${left === 1 ? "is" : "are"} not in this list.`) : null,
        state.codings.length ? el("button", { type: "submit", class: "main", id: "list-save" }) : null));
    count();
  };

  const groups = () => {
    const select = el("select", { id: "list-group", onchange: () => page.attempt(() => { state.group = select.value; return show(); }) });
    const plans = page.study.plans.filter((plan) => plan.readable).map((plan) => [`plan/${plan.id}`, page.planName(plan.id)]);
    page.fillGroups(select, [["One plan", plans],
      ...page.study.frames.map((frame) => [`One category: ${frame.label}`, frame.categories.map((each) => [`${frame.id}/${each.id}`, each.label])])]);
    select.value = state.group;
    return el("label", {}, "List ", select);
  };

  const bases = () => {
    const select = el("select", { id: "list-basis", onchange: () => page.attempt(() => { state.basis = select.value; return show(); }) },
      ...BASES.map(([value, words]) => el("option", { value, selected: value === state.basis }, words)));
    return el("label", {}, "The cell rests on ", select);
  };

  const item = (coding, at) => {
    const [before, match, after] = coding.passage;
    const label = page.category(coding.frame, coding.category).label;
    const name = state.group.startsWith("plan/") ? label : page.planName(coding.plan);
    const place = coding.page ? `, ${page.place(coding.page)}` : "";
    const others = coding.waiting - 1;
    // What reviewers differ about, and what this one left open, is not accepted in passing.
    const usual = coding.pile === "disputed" ? "" : coding.mine === "unsure" ? "unsure" : "accept";
    return el("li", {}, el("fieldset", {},
      el("legend", {}, el("b", {}, name), ` ${page.frame(coding.frame).label}${place}`,
        coding.pile === "disputed" ? el("span", { class: "tag" }, "disputed") : null,
        coding.fragile ? el("span", { class: "tag" }, "fragile") : null),
      el("div", { class: "words" }, el("p", {}, before, el("mark", {}, match), after),
        el("p", { class: "hint" }, others > 0 ? `${page.number(others)} more passage${others === 1 ? "" : "s"} in this cell. ` : "",
          el("button", { type: "button", class: "link", "aria-label": `Show ${name} in its plan`, onclick: () => page.attempt(() => go(coding)) }, "Show in its plan"))),
      el("div", { class: "choices" }, ...CHOICES.map(([value, words]) =>
        el("label", {}, el("input", { type: "radio", name: `choice-${at}`, value, checked: value === usual }), ` ${words}`)))));
  };

  // What is new: a coding that this reviewer left as unsure before says nothing more.
  const choices = () => state.codings
    .map((coding, at) => [coding, get("list-form").elements[`choice-${at}`].value])
    .filter(([coding, verdict]) => verdict && verdict !== coding.mine);

  // What the button will do, in its own words.
  const count = () => {
    const save = get("list-save");
    if (!save) return;
    const many = choices();
    const parts = [["accept", "accept"], ["reject", "reject"], ["unsure", "leave as unsure"]].map(([verdict, words]) =>
      [many.filter(([, said]) => said === verdict).length, words]).filter(([number]) => number);
    save.disabled = !many.length;
    save.textContent = parts.length ? `I have read these: ${parts.map(([number, words]) => `${words} ${number}`).join(", ")}` : "Nothing to save";
  };

  const go = async (coding) => {
    get("panel").close();
    await page.queue.choose(coding.id);
    if (page.coding.state.shown?.id !== coding.id) await page.queue.clear().then(() => page.queue.choose(coding.id));
  };

  const save = async () => {
    const made = choices();
    const answer = await page.coding.decideAll(made.map(([{ id, version }, verdict]) => ({ id, version, verdict, note: "" })));
    if (!answer || answer.refused) {
      await refused(answer ? answer.refused : new Error("Something went wrong."));
      return;
    }
    state.saved = state.group;
    await page.queue.choose();
    const told = `${page.api.saved.replace(".", "")} in one step: ${made.length} decision${made.length === 1 ? "" : "s"}.`;
    await show(told);
    page.say(told);
    get("panel-body").scrollTop = 0;
  };

  // Where others decided meanwhile the list is read anew; else what was chosen stays.
  const refused = async (error) => {
    const changed = error.status === 409;
    if (changed) await show();
    get("list-told").className = "missing";
    get("list-told").textContent = `Not saved. ${error.message}${changed ? " The list is as it is now: read it again." : ""}`;
    get("panel-body").scrollTop = 0;
  };

  const undo = async () => {
    await page.coding.undo();
    state.group = state.saved;
    await show();
    get("list-told").textContent = "Undone.";
  };

  const prepare = () => get("open-list").addEventListener("click", () => page.attempt(open));

  return { prepare, open };
})();
