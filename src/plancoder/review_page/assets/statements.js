"use strict";
// A plan's own priorities: accept the list, remove, reorder, add by marking words, or take another list.
page.statements = (() => {
  const { el, get, fill } = page;
  const SURE = {
    stated: "The plan says so plainly, or a person settled it.",
    likely: "Most likely these; other lists come near.",
    guessed: "A guess: the plan does not say plainly what its priorities are.",
    none: "None was found. Mark the words of each in the text.",
  };
  let listed = null;
  let number = 0;

  const quotes = () => listed.statements.map((each) => each.quote);
  const short = (quote) => (quote.length > 60 ? `${quote.slice(0, 60)}…` : quote);

  const open = async (plan = page.panels.here()) => {
    listed = await page.api.statements(plan);
    number = (listed.statements[0] || {}).page || 0;
    await draw();
  };

  const draw = async () => {
    const answer = await page.api.text(listed.plan, number);
    number = answer.number;
    const turnTo = async (wanted) => { number = wanted; await draw(); };
    page.panels.open("Statements of a plan", "wide", page.panels.planSelect(listed.plan, open),
      el("div", { class: "two" }, page.panels.sheet(answer, turnTo, take), el("div", { id: "statements" })));
    list();
  };

  const list = (words = "", good = true) => {
    const all = listed.statements.length && listed.statements.every((each) => each.accepted);
    fill(get("statements"),
      el("p", { id: "statements-told", class: good ? "good" : "missing", role: "status" }, words),
      el("p", { class: "hint" }, SURE[listed.confidence]),
      el("ol", {}, ...listed.statements.map(row)),
      listed.statements.length ? el("button", { type: "button", class: "main", id: "statements-accept", disabled: Boolean(all),
        onclick: () => save(quotes(), "Accepted") }, all ? "Accepted" : "Accept these, in this order") : null,
      el("form", { id: "statements-add", "aria-label": "Add a statement", autocomplete: "off",
        onsubmit: (event) => { event.preventDefault(); save([...quotes(), get("statement-words").value], "Added"); } },
      el("label", {}, "Mark words in the text, or type them as the plan prints them ",
        el("textarea", { id: "statement-words", rows: 3, maxlength: 5000, required: true })),
      el("button", { type: "submit" }, "Add this statement")),
      group("Removed", listed.removed, (each) => button("Put back", each.quote, () => save([...quotes(), each.quote], "Put back"))),
      ...listed.rivals.map((items, at) => el("section", { class: "misses", "aria-label": `Other list ${at + 1}` },
        el("h3", {}, "Another list in this plan"),
        el("ul", {}, ...items.map((each) => el("li", {}, where(each), each.quote))),
        el("button", { type: "button", onclick: () => save(items.map((each) => each.quote), "Taken") }, "Take this list instead"))));
  };

  const button = (word, quote, onclick, disabled = false) =>
    el("button", { type: "button", class: "link", "aria-label": `${word}: ${short(quote)}`, disabled, onclick }, word);

  const where = (each) => el("span", { class: "hint" }, [each.label, each.page ? page.place(each.page) : "", each.found_as].filter(Boolean).join(" · "), " ");

  const row = (each, at) => {
    const moved = (step) => {
      const changed = quotes();
      changed.splice(at + step, 0, ...changed.splice(at, 1));
      return save(changed, "Moved");
    };
    return el("li", { class: each.accepted ? "good" : "" }, where(each), el("span", { class: "quote" }, each.quote), " ",
      button("Up", each.quote, () => moved(-1), at === 0),
      " ", button("Down", each.quote, () => moved(1), at + 1 === listed.statements.length),
      " ", button("Remove", each.quote, () => save(quotes().filter((_, other) => other !== at), "Removed")));
  };

  const group = (title, items, act) => items.length ? el("section", { class: "misses", "aria-label": title }, el("h3", {}, title),
    el("ul", {}, ...items.map((each) => el("li", {}, where(each), each.quote, " ", act(each))))) : null;

  const take = (words) => { get("statement-words").value = words; };

  // Saved before the page says so; what changed elsewhere is shown, never overwritten.
  const save = async (wanted, done) => {
    try {
      listed = await page.api.settle({ plan: listed.plan, quotes: wanted, version: listed.version });
      list(`${done}. Saved in raw/roles.csv; 'plancoder run' codes with it.`);
    } catch (error) {
      const kept = get("statement-words").value;
      if (error.status === 422) listed = await page.api.statements(listed.plan);
      list(error.message, false);
      get("statement-words").value = kept;
    }
  };

  const prepare = () => {
    const opener = get("open-statements");
    opener.hidden = !page.api.statements;
    opener.addEventListener("click", () => page.attempt(() => open()));
  };

  return { prepare, open: () => open() };
})();
