"use strict";
// One coding: the passage in its context, what was decided, and the decision of this reviewer.
page.coding = (() => {
  const state = { shown: null, context: null, busy: false, undo: [], at: -1, drafts: new Map() };
  const { el, get, fill } = page;

  const show = async (id, { warn = "" } = {}) => {
    state.at = page.queue.state.at;
    const coding = await page.api.coding(id);
    if (state.at !== page.queue.state.at) return;
    const same = state.shown && state.shown.id === coding.id;
    if (!same) keepDraft();
    state.shown = coding;
    if (!same) state.context = null;
    draw();
    warning(warn);
    if (!same) {
      get("note").value = state.drafts.get(coding.id) ?? ownNote();
      get("detail").scrollTop = 0;
      page.attempt(() => lookInto(coding)); // the words stand there at once, what is around them follows
    }
  };

  // A note that was written and not yet saved waits at its coding.
  const keepDraft = () => {
    if (!state.shown) return;
    const note = get("note").value;
    if (note.trim() === ownNote()) state.drafts.delete(state.shown.id);
    else state.drafts.set(state.shown.id, note);
  };

  const lookInto = async (coding) => {
    page.picture.wait(coding);
    let context;
    try {
      context = await page.api.context(coding.id);
    } catch (error) {
      context = { missing: error.message };
    }
    if (!state.shown || state.shown.id !== coding.id) return;
    state.context = context;
    draw();
    const words = get("detail").querySelector("blockquote mark");
    if (words) words.scrollIntoView({ block: "nearest" });
    page.picture.show(coding, context);
  };

  const showNothing = (filtered) => {
    keepDraft();
    state.shown = state.context = null;
    get("note").value = "";
    warning("");
    fill(get("detail"), el("div", { class: "nothing" },
      el("h2", {}, "Nothing to show"),
      el("p", {}, filtered ? "No coding fits these filters." : "Every coding has been decided.")));
    page.picture.clear();
    buttons();
  };

  const own = () => state.shown && state.shown.decisions.find((each) => same(each.reviewer, page.study.reviewer));
  const ownNote = () => (own() ? own().note : "");
  const same = (one, other) => plain(one) === plain(other);
  const plain = (name) => name.trim().toLowerCase().replace(/\s+/g, " ");

  // ------------------------------------------------------------------------------------------------------ drawing

  const draw = () => {
    const coding = state.shown;
    const category = page.category(coding.frame, coding.category);
    const frame = page.frame(coding.frame);
    fill(get("detail"),
      el("header", { class: "coding-head" },
        el("p", { class: "frame" }, frame.label, frame.appendix ? ` · Appendix ${frame.appendix}` : ""),
        el("h2", {}, category.label, el("span", { class: `pile ${coding.pile}` }, page.piles[coding.pile])),
        el("p", { class: "place" }, el("b", {}, page.planName(coding.plan)),
          coding.page ? `, ${page.place(coding.page, "page ")}` : "",
          coding.section.length ? ` · ${coding.section.join(" › ")}` : "",
          el("span", { class: "role" }, page.words(coding.role)))),
      passage(coding),
      facts(coding),
      decisions(coding),
      rules(category));
    buttons();
  };

  const passage = (coding) => {
    const context = state.context;
    if (!context || context.missing) {
      return el("div", { class: "passage" },
        context ? el("p", { class: "missing" }, context.missing) : null,
        el("blockquote", {}, marked(coding.passage)));
    }
    const around = (block) => el("p", { class: `around ${block.kind}` }, block.text);
    return el("div", { class: "passage" },
      ...context.above.map(around),
      el("blockquote", { class: context.kind }, context.lead ? el("span", { class: "rest" }, context.lead) : null,
        marked(context.passage), context.rest ? el("span", { class: "rest" }, context.rest) : null),
      ...context.below.map(around));
  };

  const marked = ([before, match, after]) => el("span", { class: "words" }, before, el("mark", {}, match), after);

  const facts = (coding) => {
    const lines = [];
    const line = (name, ...words) => lines.push(el("dt", {}, name), el("dd", {}, ...words));
    const how = { exact: "matches the term", fuzzy: `resembles the term (${coding.score} of 100)`, added: "" }[coding.kind];
    if (coding.kind === "added") line("Found by", "a reviewer, not by a term of the codebook");
    else line("Found by", el("q", {}, coding.match), ` ${how} `, ...between(coding.terms.map((term) => el("code", {}, term))));
    if (coding.blocked_by) line("Does not count", el("span", { class: "blocked" }, page.words(coding.blocked_by)));
    if (coding.others.length)
      line("Also coded as", coding.others.map((id) => page.category(coding.frame, id).label).join(", "));
    if (coding.places.length > 1)
      line("Also on", coding.places.slice(1).map(([number, how]) => `${number ? page.place(number) : "?"} (${page.words(how)})`).join(", "));
    const cell = coding.apart ? "In no table: this document is not a plan" : page.cellWords(coding.cell);
    line("The cell", el("span", { class: `cell ${coding.apart ? "no_plan" : coding.cell.tick}` }, cell),
      coding.fragile ? el("span", { class: "tag" }, "fragile") : null, behind(coding));
    return el("dl", { class: "facts" }, ...lines);
  };

  // What a decision spares: one accepted passage settles a cell.
  const behind = (coding) => {
    const others = coding.waiting - 1;
    if (coding.leads && others > 0)
      return ` Accepting this settles it: ${page.number(others)} more passage${others === 1 ? " needs" : "s need"} no decision then.`;
    const settled = ["reviewed", "added"].includes(coding.cell.basis);
    return settled && coding.pile === "pending" ? " It is settled: this passage needs no decision." : null;
  };

  const between = (parts) => parts.flatMap((part, at) => (at ? [", ", part] : [part]));

  const decisions = (coding) => {
    if (!coding.decisions.length) return null;
    return el("ul", { class: "decisions", "aria-label": "Decisions" }, ...coding.decisions.map((each) =>
      el("li", { class: each.verdict },
        el("b", {}, same(each.reviewer, page.study.reviewer) ? "You" : each.reviewer), ` ${page.verdicts[each.verdict]} this `,
        el("time", { datetime: each.at }, page.when(each.at)), each.note ? el("span", { class: "note" }, each.note) : null)));
  };

  const rules = (category) => {
    const parts = [["", category.definition], ["Include: ", category.include], ["Exclude: ", category.exclude]];
    const said = parts.filter(([, words]) => words);
    if (!said.length) return null;
    return el("details", { class: "rules", open: state.rulesOpen, ontoggle: (event) => { state.rulesOpen = event.target.open; } },
      el("summary", {}, "What the codebook says"),
      ...said.map(([name, words]) => el("p", {}, name ? el("b", {}, name) : null, words)));
  };

  const BUTTONS = { accept: "Accept", reject: "Reject", unsure: "Unsure" };
  const buttons = () => {
    const coding = state.shown;
    const mine = own();
    for (const id of ["accept", "reject", "unsure", "note"]) get(id).disabled = !coding;
    get("undo").disabled = !state.undo.length && !mine;
    const many = page.queue.chosen.size;
    for (const [id, word] of Object.entries(BUTTONS)) {
      get(id).setAttribute("aria-pressed", String(!many && Boolean(mine) && told(mine) === id));
      get(id).firstChild.data = many ? `${word} ${page.number(many)} ` : `${word} `;
    }
  };

  const warning = (words) => {
    get("warning").textContent = words;
    get("warning").hidden = !words;
  };

  // ------------------------------------------------------------------------------------------------------ deciding

  // Keys may come faster than the disk: each waits its turn, and meets the coding that is then shown.
  let turn = Promise.resolve();
  const inTurn = (work) => {
    turn = turn.then(async () => {
      state.busy = true;
      try {
        return await work();
      } catch (error) {
        page.failed(error);
        return null;
      } finally {
        state.busy = false;
        buttons();
      }
    });
    return turn;
  };

  const decide = (verdict, options) => inTurn(() => (page.queue.chosen.size ? decideMany(verdict) : decideNow(verdict, options)));
  const undo = () => inTurn(undoNow);

  // Who goes on before a decision is saved goes on from where it leads.
  const afterTurn = (work) => (state.busy ? turn.then(work) : work());

  const decideNow = async (verdict, { stay = false } = {}) => {
    await page.queue.there();
    const coding = state.shown;
    if (!coding) return;
    const before = own();
    const answer = await send(coding, verdict, get("note").value);
    if (!answer) return;
    if (!stay) state.undo.push({ id: coding.id, at: page.queue.state.at, view: page.queue.state.view, before });
    page.say(`${said(verdict)}: ${page.category(coding.frame, coding.category).label}, ${page.planName(coding.plan)}. ${page.api.saved}`);
    if (!stay && !(await page.queue.advance(answer.next))) page.say(`${page.api.saved} This was the last of the queue.`);
  };
  const said = (verdict) => ({ accept: "Accepted", reject: "Rejected", unsure: "Left as unsure", withdraw: "Taken back" })[verdict];
  // To add a passage is to accept its coding.
  const told = (decision) => (decision.verdict === "add" ? "accept" : decision.verdict);

  // All that are selected in the queue, each as it was when it was selected. One undo takes them back together.
  const decideMany = async (verdict) => {
    const { chosen, state: queue } = page.queue;
    const note = get("note").value.trim() === ownNote() ? "" : get("note").value;
    const choices = [...chosen.values()].map(({ id, version }) => ({ id, version, verdict, note }));
    if ((await sendAll(choices)).refused) return;
    await page.queue.choose("", queue.at);
    page.say(`${said(verdict)}: ${codings(choices.length)}. ${page.api.saved}`);
  };

  // All or none; the way back is kept for one undo.
  const sendAll = async (choices) => {
    try {
      const answer = await page.api.decideAll(choices);
      state.undo.push({ many: answer.back });
      answer.codings.forEach((coding) => take({ coding, pulse: answer.pulse }));
      return answer;
    } catch (error) {
      if (error.status === 409) await page.queue.choose(error.body.id, page.queue.state.at);
      warning(`Not saved. ${error.message}`);
      page.say(`Not saved. ${error.message}`);
      return { refused: error };
    }
  };

  const undoMany = async ({ many }) => {
    const choices = [];
    for (const each of many) choices.push({ ...each, version: (await page.api.coding(each.id)).version });
    const answer = await page.api.decideAll(choices);
    answer.codings.forEach((coding) => take({ coding, pulse: answer.pulse }));
    await page.queue.choose(many[0].id, page.queue.state.at);
    page.say(`Undone: ${many.length} decision${many.length === 1 ? "" : "s"}. ${page.api.saved}`);
  };
  const codings = (count) => `${page.number(count)} coding${count === 1 ? "" : "s"}`;
  const back = (before) => (before ? [told(before), before.note] : ["withdraw", ""]);

  // Only what the server answers is shown: then it is on disk.
  const send = async (coding, verdict, note) => {
    try {
      const answer = await page.api.decide({ id: coding.id, verdict, note, version: coding.version });
      take(answer);
      return answer;
    } catch (error) {
      if (error.status === 409) {
        await show(coding.id, { warn: `${error.message} What is there now is shown above; decide again if you still want to.` });
        page.queue.update(state.shown);
        page.say("Not saved: decided elsewhere meanwhile.");
      } else {
        warning(`Not saved. ${error.message}`);
        page.failed(error, "Not saved. ");
      }
      return null;
    }
  };

  const take = (answer) => {
    state.drafts.delete(answer.coding.id);
    page.queue.update(answer.coding);
    page.takePulse(answer.pulse);
    if (state.shown && state.shown.id === answer.coding.id) {
      state.shown = answer.coding;
      warning("");
      draw();
    }
  };

  const undoNow = async () => {
    await page.queue.there();
    const last = state.undo.pop();
    if (last && last.many) {
      try {
        return await undoMany(last);
      } catch (error) {
        state.undo.push(last); // nothing was undone
        throw error;
      }
    }
    if (last && last.view === page.queue.state.view && last.at !== page.queue.state.at) await page.queue.select(last.at);
    if (last && (!state.shown || state.shown.id !== last.id)) await show(last.id);
    if (!state.shown || (!last && !own())) return;
    const before = last && last.before;
    if (await send(state.shown, ...back(before))) {
      get("note").value = ownNote();
      await page.queue.reopen(state.shown.id);
      page.say(`${before ? "Undone: your earlier decision counts again." : "Undone: your decision is withdrawn."} ${page.api.saved}`);
    }
  };

  const saveNote = async () => {
    const mine = own();
    const note = get("note").value.trim();
    if (mine ? note === mine.note : !note) return;
    // A note alone settles nothing: the coding waits as one that its reader was unsure of.
    await decide(mine ? told(mine) : "unsure", { stay: true });
  };

  const prepare = () => {
    get("accept").addEventListener("click", () => page.attempt(() => decide("accept")));
    get("reject").addEventListener("click", () => page.attempt(() => decide("reject")));
    get("unsure").addEventListener("click", () => page.attempt(() => decide("unsure")));
    get("undo").addEventListener("click", () => page.attempt(undo));
    get("previous").addEventListener("click", () => page.attempt(() => afterTurn(() => page.queue.move(-1))));
    get("next").addEventListener("click", () => page.attempt(() => afterTurn(() => page.queue.move(1))));
    get("actions").addEventListener("submit", (event) => {
      event.preventDefault();
      page.attempt(saveNote);
      get("coding").focus();
    });
  };

  const decideAll = (choices) => inTurn(() => sendAll(choices));
  return { prepare, buttons, show, showNothing, decide, decideAll, undo, afterTurn, take, state };
})();
