"use strict";
// Shared by all parts of the page. Texts of plans are only ever put in as text, never as HTML.
const page = { study: null, revision: 0, loads: 1 };

page.get = (id) => document.getElementById(id);

// An element with properties and children; children that are strings become text.
page.el = (tag, props = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
};

page.fill = (place, ...children) => {
  place.replaceChildren(...children.filter((child) => child !== null && child !== undefined && child !== ""));
};

// Python counts characters, JavaScript halves of them: places in a text are counted as Python does.
page.characters = (text) => Array.from(text);
page.length = (text) => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

page.number = (value) => value.toLocaleString("en-GB");
page.words = (name) => name.replaceAll("_", " ");

// A page as people are shown it: 7 is "p. 7", "part 2, page 7" of a plan in several files is "part 2, p. 7".
page.place = (cell, word = "p. ") => (typeof cell === "string" ? cell.replace("page ", word) : `${word}${cell}`);
page.Place = (cell) => page.place(cell, "page ").replace(/^p/, "P");

page.when = (stamp) => {
  const date = new Date(stamp);
  if (Number.isNaN(date.getTime())) return stamp;
  return date.toLocaleString("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
};

page.verdicts = { accept: "accepted", reject: "rejected", add: "added", unsure: "could not decide on", withdraw: "withdrew" };
page.piles = { pending: "undecided", accepted: "accepted", rejected: "rejected", disputed: "disputed", gone: "taken back" };
page.signs = { pending: "", accepted: "✓", rejected: "✗", disputed: "≠", gone: "–" };
page.bases = {
  exact: "several passages",
  fuzzy_only: "fuzzy matches only",
  one_passage: "one passage",
  reviewed: "accepted by reviewers",
  added: "added by a reviewer",
  rejected: "all codings were rejected",
  blocked: "all matches are blocked by rules",
  in_name: "the words stand only in names of bodies, posts, laws or documents",
  too_little: "fewer passages than the codebook asks for",
  nothing_found: "nothing was found",
  partly_read: "pages of the plan could not be read",
  unsettled: "reviewers differ",
  unreadable: "the plan could not be read",
  no_plan: "there is no plan",
};

page.cellWords = (cell) => {
  const value = { yes: "Tick", no: "Blank", unsettled: "Unsettled", unreadable: "n/a", no_plan: "No plan" }[cell.tick];
  return `${value}: ${page.bases[cell.basis] || page.words(cell.basis)}`;
};

page.plan = (id) => page.study.planById.get(id) || { id, name: id, dates: "", files: [] };
page.nameAndDates = (plan) => (plan.dates ? `${plan.name} ${plan.dates}` : plan.name);
// Two plans of one force and time are told apart by their ids.
page.planName = (id) => {
  const name = page.nameAndDates(page.plan(id));
  return page.study.planNames.get(name) > 1 ? `${name} (${id})` : name;
};
page.category = (frame, id) => page.study.categoryById.get(`${frame}/${id}`) || { id, label: page.words(id), definition: "" };
page.frame = (id) => page.study.frames.find((frame) => frame.id === id) || { id, label: page.words(id), appendix: "" };

// Said to everyone: shown in the corner and read aloud by screen readers.
page.say = (words) => {
  const place = page.get("said");
  place.textContent = words;
  place.classList.add("fresh");
  clearTimeout(page.sayTimer);
  page.sayTimer = setTimeout(() => place.classList.remove("fresh"), 4000);
};

page.banner = (words) => {
  const place = page.get("banner");
  if (place.textContent !== words) place.textContent = words;
  place.hidden = !words;
};

class Refusal extends Error {
  constructor(status, message, body = {}) {
    super(message);
    this.status = status;
    this.body = body;
  }
}
page.Refusal = Refusal;

// A select with one group for each of `groups`: [label, [[value, text], …]].
page.fillGroups = (select, groups) => {
  for (const [label, options] of groups) {
    const group = page.el("optgroup", { label });
    for (const [value, text] of options) group.append(page.el("option", { value }, text));
    select.append(group);
  }
};

page.takeStudy = (study) => {
  study.planById = new Map(study.plans.map((plan) => [plan.id, plan]));
  study.planNames = new Map();
  for (const plan of study.plans) {
    const name = page.nameAndDates(plan);
    study.planNames.set(name, (study.planNames.get(name) || 0) + 1);
  }
  study.categoryById = new Map();
  for (const frame of study.frames)
    for (const category of frame.categories) study.categoryById.set(`${frame.id}/${category.id}`, category);
  page.study = study;
};
