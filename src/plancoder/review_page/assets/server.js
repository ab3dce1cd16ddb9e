"use strict";
// The page's questions, asked of the server on this machine.
page.api = (() => {
  const ask = async (name, options) => {
    let answer;
    try {
      answer = await fetch(`/api/${name}`, { credentials: "same-origin", cache: "no-store", ...options });
    } catch (error) {
      throw new page.Refusal(0, "plancoder review has been stopped. Start it again to go on; what the page said was saved is saved.");
    }
    const body = (answer.headers.get("content-type") || "").includes("json")
      ? await answer.json()
      : { error: await answer.text() };
    if (!answer.ok) throw new page.Refusal(answer.status, body.error || `Error ${answer.status}`, body);
    return body;
  };
  const get = (name, values = {}) => ask(`${name}?${new URLSearchParams(values)}`);
  const post = (name, values) =>
    ask(name, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(values) });
  const picture = (plan, number) => `/api/picture?${new URLSearchParams({ plan, page: number })}`;
  return {
    offline: false,
    saved: "Saved.",
    prepare: () => {},
    start: () => get("start"),
    view: (wish) => get("view", wish),
    rows: (view, from, count) => get("rows", { view, from, count }),
    coding: (id) => get("coding", { id }),
    context: (id) => get("context", { id }),
    marks: (id) => get("marks", { id }),
    text: (plan, number) => get("text", { plan, number }),
    cells: (plan) => get("cells", { plan }),
    why: (plan, frame, category) => get("why", { plan, frame, category }),
    pulse: (since) => get("pulse", { since }),
    decide: (decision) => post("decide", decision),
    decideAll: (decisions) => post("decide_all", { decisions }),
    add: (passage) => post("add", passage),
    statements: (plan) => get("statements", { plan }),
    settle: (list) => post("settle", list),
    // Whole pages, each with the boxes on it; of a plan without pictures none.
    pictures: (plan, context) => {
      if (!context.pictures) return [];
      const numbers = context.boxes.length ? [...new Set(context.boxes.map((each) => each.page))] : [context.page || 1];
      return numbers.map((number) => ({
        page: number,
        source: picture(plan, number),
        boxes: context.boxes.filter((each) => each.page === number).map((each) => each.box),
      }));
    },
    picture,
  };
})();
