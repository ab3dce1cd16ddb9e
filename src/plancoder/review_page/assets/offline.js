"use strict";
// The same questions answered from what lies in this file; decisions stay in this browser until they are downloaded.
page.api = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const place = `plancoder ${data.key}`;
  const codings = new Map(data.codings.map((coding) => [coding.id, coding]));
  const views = new Map();
  const UNKEPT = "This browser keeps nothing for this file: download your decisions before you close it.";
  const kept = { name: data.reviewer, said: {}, added: [], lost: false };

  // Each decision lies in a place of its own, so that two windows on this file do not undo each other's work.
  const NAME = `${place} name`;
  const SAID = `${place} said `;
  const ADDED = `${place} added `;
  const placeOf = (passage) => `${ADDED}${passage.at} ${passage.category} ${passage.start ?? ""}`;
  const put = (key, value) => localStorage.setItem(key, JSON.stringify(value));
  const putAll = () => {
    put(NAME, kept.name);
    Object.entries(kept.said).forEach(([id, decision]) => put(`${SAID}${id}`, decision));
    kept.added.forEach((passage) => put(placeOf(passage), passage));
  };
  const keep = (key, value) => {
    try {
      if (value === undefined) localStorage.removeItem(key);
      else put(key, value);
      if (kept.lost) putAll(); // what found no room before
      kept.lost = false;
    } catch (error) {
      kept.lost = true;
    }
  };
  const say = (id, decision) => {
    if (decision) kept.said[id] = decision;
    else delete kept.said[id];
    keep(`${SAID}${id}`, decision);
  };
  const addPassage = (passage) => {
    kept.added.push(passage);
    keep(placeOf(passage), passage);
  };
  const rename = (name) => {
    kept.name = name;
    keep(NAME, name);
  };

  // What lies here, whichever window put it here.
  const takeKept = () => {
    const found = Object.keys(localStorage).filter((key) => key.startsWith(`${place} `)).sort();
    const read = (key) => JSON.parse(localStorage.getItem(key));
    const of = (lead) => found.filter((key) => key.startsWith(lead));
    if (found.includes(NAME)) kept.name = read(NAME);
    const said = Object.fromEntries(of(SAID).map((key) => [key.slice(SAID.length), read(key)]));
    // What could not be put there is known to this window alone.
    kept.said = kept.lost ? { ...kept.said, ...said } : said;
    kept.added = kept.lost ? kept.added : of(ADDED).map(read);
  };
  // Files made before 28 November 2026 kept all in one place.
  const takeOld = () => {
    const old = JSON.parse(localStorage.getItem(place) || "null");
    if (!old) return;
    rename(old.name);
    Object.entries(old.said).forEach(([id, decision]) => say(id, decision));
    old.added.forEach(addPassage);
    if (!kept.lost) localStorage.removeItem(place);
  };
  try {
    takeOld();
    takeKept();
  } catch (error) {
    kept.lost = true;
  }

  const whenChanged = (tell) =>
    addEventListener("storage", (event) => {
      if (event.key !== null && !event.key.startsWith(`${place} `)) return;
      takeKept();
      page.study.reviewer = me();
      if (page.get("name") !== document.activeElement) page.get("name").value = kept.name;
      tell();
    });

  const plain = (name) => name.trim().toLowerCase().replace(/\s+/g, " ");
  const me = () => kept.name || "";
  const pile = (decisions) => {
    const rejected = decisions.some((each) => each.verdict === "reject");
    const upheld = decisions.some((each) => ["accept", "add"].includes(each.verdict));
    if (upheld && rejected) return "disputed";
    if (rejected) return "rejected";
    return upheld ? "accepted" : "pending";
  };

  // A coding as it stands with what was decided here.
  const now = (coding) => {
    const mine = kept.said[coding.id];
    let { decisions } = coding;
    if (mine) {
      decisions = decisions.filter((each) => plain(each.reviewer) !== plain(me()));
      if (mine.verdict !== "withdraw") decisions = [...decisions, { reviewer: me(), verdict: mine.verdict, at: mine.at, note: mine.note }];
    }
    const standing = pile(decisions);
    const decided = standing === "accepted" || standing === "rejected";
    const unsure = standing === "pending" && decisions.some((each) => each.verdict === "unsure");
    return { ...coding, decisions, pile: standing, unsure, fragile: coding.fragile && !decided, mine: mine ? mine.verdict : "" };
  };

  // The strongest undecided passage of each cell that no accepted passage settles.
  const cellOf = (one) => `${one.frame}/${one.category}`;
  const waits = (one) => !one.apart && (one.pile === "disputed" || (one.pile === "pending" && !one.blocked));
  const turn = (one) => (!one.unsure ? 1 : one.mine === "unsure" ? 2 : 0);
  const before = (one, other) => turn(one) - turn(other) || one.strength - other.strength;
  const leaders = () => {
    const found = new Map();
    const settled = new Set();
    for (const one of data.codings.map(now)) {
      if (one.pile === "accepted") settled.add(cellOf(one));
      const first = found.get(cellOf(one));
      if (waits(one) && (!first || before(one, first) < 0)) found.set(cellOf(one), one);
    }
    return new Map([...found].filter(([cell]) => !settled.has(cell)));
  };
  const leader = (one) => (leaders().get(cellOf(one)) || { id: "" }).id;

  const STATES = {
    open: (one, first) => first.get(cellOf(one))?.id === one.id,
    other: (one) => one.apart,
    undecided: (one) => !["accepted", "rejected"].includes(one.pile),
    fragile: (one) => one.fragile,
    disputed: (one) => one.pile === "disputed",
    unsure: (one) => one.unsure,
    decided: (one) => ["accepted", "rejected"].includes(one.pile),
    accepted: (one) => one.pile === "accepted",
    rejected: (one) => one.pile === "rejected",
    mine: (one) => one.mine !== "",
    all: () => true,
  };
  const urgency = (one) => (["accepted", "rejected"].includes(one.pile) ? 5 : one.unsure ? turn(one) * 2 : one.fragile ? 1 : one.pile === "disputed" ? 2 : 3);

  const fits = (one, wish, first) => {
    const words = wish.text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
    const kind = wish.kind === "blocked" ? one.blocked : (!one.blocked || one.decisions.length > 0) && (!wish.kind || wish.kind === one.kind);
    return kind && STATES[wish.state](one, first) && (!wish.frame || wish.frame === one.frame) && (!wish.category || wish.category === one.category) &&
      (!words || one.passage.join("").toLowerCase().split(/\s+/).join(" ").includes(words));
  };

  const pulse = () => {
    const counted = data.codings.map(now).filter((one) => !one.blocked || one.decisions.length);
    const done = counted.filter((one) => ["accepted", "rejected"].includes(one.pile)).length;
    const force = data.start.plans[0].force;
    return { revision: 0, open_cells: leaders().size, loads: 1, coded_anew: false, warning: kept.lost ? UNKEPT : "", changed: [], progress: { [force]: [done, counted.length] } };
  };

  const known = (id) => {
    if (!codings.has(id)) throw new page.Refusal(422, "This coding is not in this file.");
    return codings.get(id);
  };

  // A decision belongs to somebody: no name, no decision.
  const needName = () => {
    if (kept.name) return;
    page.get("name").focus();
    throw new page.Refusal(422, "Give your name first, at the top of the page.");
  };

  const decide = async ({ id, verdict, note }) => {
    const coding = known(id);
    needName();
    const before = coding.decisions.some((each) => plain(each.reviewer) === plain(me()));
    const nothing = verdict === "withdraw" && !before;
    say(id, nothing ? undefined : { verdict, note: note.trim(), at: new Date().toISOString() });
    return { coding: now(coding), pulse: pulse(), next: leader(coding) };
  };

  const decideAll = async (decisions) => {
    needName();
    const back = decisions.map(({ id }) => ({ id, ...(kept.said[id] ? { verdict: kept.said[id].verdict, note: kept.said[id].note } : { verdict: "withdraw", note: "" }) }));
    let pulseNow = null;
    const codings = [];
    for (const each of decisions) {
      const answer = await decide(each);
      codings.push(answer.coding);
      pulseNow = answer.pulse;
    }
    return { codings, back, pulse: pulseNow };
  };

  const add = async (passage) => {
    if (passage.quote.replace(/[^\p{L}\p{N}]/gu, "").length < 3) throw new page.Refusal(422, "Mark or type the words.");
    needName();
    addPassage({ ...passage, at: new Date().toISOString() });
    for (const part of data.text)
      if (Number.isInteger(passage.start) && part.blocks.some((block) => block.start <= passage.start && passage.start < block.start + page.length(block.text)))
        part.marked.push({ start: passage.start, end: passage.start + page.length(passage.quote), category: passage.category });
    return { coding: { id: "" }, pulse: pulse(), told: "it is looked up in the plan when the decisions are taken in" };
  };

  // -------------------------------------------------------------------------------------------------- the download

  // As plancoder guards cells of its own tables (tables/csv_cells.py).
  const SKIPPED = " \\u00a0\\u00ad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff";
  const OPENERS = "=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b\\t\\r\\n\\x00";
  const DANGEROUS = new RegExp(`^(?:'|[${SKIPPED}]*[${OPENERS}])`);
  const guard = (text) => (DANGEROUS.test(text) ? `'${text}` : text);
  const cell = (value) => `"${guard(String(value ?? "")).replaceAll('"', '""')}"`;

  const sheet = () => {
    const lines = [data.columns];
    for (const [id, mine] of Object.entries(kept.said)) {
      const coding = codings.get(id);
      if (!coding) continue;
      lines.push([id, coding.plan, coding.frame, coding.category, coding.page, ...coding.passage, mine.verdict, kept.name, mine.note, coding.row_check]);
    }
    for (const one of kept.added)
      lines.push(["", one.plan, one.frame, one.category, one.page, "", one.quote, "", "add", kept.name, one.note, ""]);
    return `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
  };

  const download = () => {
    const address = URL.createObjectURL(new Blob([sheet()], { type: "text/csv" }));
    const link = page.el("a", { href: address, download: data.sheet_name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
    const count = Object.keys(kept.said).length + kept.added.length;
    page.say(`${count} decision${count === 1 ? "" : "s"} downloaded. Send the file back, or: plancoder decide ${data.sheet_name}`);
  };

  const prepare = () => {
    const name = page.el("input", { id: "name", value: kept.name, maxlength: 100, required: true, autocomplete: "name", oninput: (event) => {
      rename(event.target.value.trim());
      page.study.reviewer = me();
    } });
    page.get("reviewer").replaceChildren(page.el("label", {}, "Your name ", name));
    page.get("download").hidden = false;
    page.get("download").addEventListener("click", download);
    page.get("open-progress").hidden = true;
  };

  return {
    offline: true,
    get saved() {
      return kept.lost ? UNKEPT : "Kept in this browser.";
    },
    prepare,
    whenChanged,
    sheet,
    start: async () => ({ ...data.start, ...pulse(), reviewer: me() }),
    view: async (wish) => {
      const first = leaders();
      const chosen = data.codings.map(now).filter((one) => fits(one, wish, first));
      if (wish.order !== "plan") chosen.sort((one, other) => urgency(one) - urgency(other));
      const view = String(views.size + 1);
      views.set(view, chosen.map((one) => one.id));
      return { view, total: chosen.length, rows: chosen.slice(0, 60), at: chosen.findIndex((one) => one.id === wish.keep) };
    },
    rows: async (view, from, count) => ({ rows: views.get(view).slice(from, from + count).map((id) => now(codings.get(id))) }),
    coding: async (id) => now(known(id)),
    context: async (id) => data.contexts[id] || { missing: "" },
    text: async (plan, number) => data.text.find((each) => each.number === number) || data.text[0],
    marks: async () => ({ page: 0, boxes: [] }),
    cells: async () => ({ plan: data.start.plans[0].id, cells: data.cells }),
    why: async (plan, frame, category) => {
      const told = data.why[`${frame}/${category}`];
      if (!told) throw new page.Refusal(422, "This file does not say why. Ask where it was made: plancoder why.");
      return told;
    },
    pulse: async () => pulse(),
    decide,
    decideAll,
    add,
    pictures: (plan, context) => (context.shots || []).map((shot) => ({ ...shot, source: data.shots[shot.source] })),
    picture: null,
  };
})();
