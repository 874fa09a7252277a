/* The programme editor: dragging, moving by keyboard, and what a move would cost while it is made.

   It adds nothing that the forms of an entry cannot do: what it moves it sends to their addresses, and then it shows the
   page as the server makes it. Sentences come from the page and the server, and go in as text. */

const root = document.getElementById("editor");
const words = root.dataset;
const heard = document.getElementById("editor-heard");
const stacked = matchMedia("(max-width: 42rem)");
const LONG_PRESS = 400;
const NEAR = 6;
const EDGE = 56;

/* What is being moved: {block, uid, steps, grabbed, target, from, kind}; `kind` is "keys", "pointer" or "edge". */
let taken = null;
let pressed = null;
let busy = false;
let justDragged = false;
let finger = false;
/* With what `send` can try again. */
let unsent = null;

const all = (selector, within = root) => [...within.querySelectorAll(selector)];
const one = (selector, within = root) => within.querySelector(selector);
const days = () => all(".editor-day");
const rows = (day) => all("tbody tr", day);
const columns = (day) => all("thead [data-room]", day);
const between = (least, number, most) => Math.max(least, Math.min(number, most));
const made = (tag, values) => Object.assign(document.createElement(tag), values);
const filled = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

/* Nothing shifts while something is moved: what the panel cannot hold is counted. */
function draw(...sentences) {
  const panel = one(".editor-said");
  const lines = sentences.map((textContent) => made("p", { textContent }));
  panel.replaceChildren(...lines);
  for (let kept = lines.length - 1; kept > 0 && panel.scrollHeight > panel.clientHeight; kept--) {
    const textContent = filled(words.more, { number: lines.length - kept });
    panel.replaceChildren(...lines.slice(0, kept), made("p", { textContent }));
  }
}

/* Less is heard than seen: how an effect begins where the keys rest, and nothing of what a pointer passes. */
let pause;
function hear(wait, ...sentences) {
  clearTimeout(pause);
  pause = setTimeout(() => (heard.textContent = sentences.join(" ")), wait);
}

function say(...sentences) {
  draw(...sentences);
  hear(0, ...sentences);
}

/* Give each block a button that takes it up, and an edge that makes it longer or shorter. */
function dress() {
  for (const [number, block] of all(".editor-block").entries()) {
    const title = one(".editor-title", block);
    const grip = made("button", { type: "button", className: "editor-grip" });
    title.nextElementSibling.id = `about-${number}`;
    grip.setAttribute("aria-describedby", `about-${number}`);
    grip.append(...title.childNodes);
    title.append(grip);
    if (block.dataset.starts) block.append(made("span", { className: "editor-edge" }));
  }
  root.classList.add("editor-live");
  if (!stacked.matches) draw(words.ready);
}

function place(target) {
  if (!target.day) return { starts: "", room: "" };
  const row = rows(target.day)[target.row];
  return { starts: row.dataset.starts, room: columns(target.day)[target.column].dataset.room };
}

/* Where a block stands; for one of the tray, the first slot and the first room. */
function whereabouts(block) {
  const { starts, room } = block.dataset;
  const day = one(`.editor-day[data-day="${starts.slice(0, 10)}"]`) ?? days()[0];
  if (!starts) {
    const slot = one(".editor-slot", day)?.closest("tr");
    return { day, row: Math.max(0, rows(day).indexOf(slot)), column: columns(day).length > 1 ? 1 : 0 };
  }
  const row = rows(day).findLastIndex((row) => row.dataset.starts <= starts);
  return { day, row: Math.max(0, row), column: Math.max(0, columns(day).findIndex((it) => it.dataset.room === room)) };
}

function told(target, steps) {
  if (!target.day) return words.tray;
  const start = rows(target.day)[target.row].dataset.starts.slice(11);
  const minutes = start.slice(0, 2) * 60 + Number(start.slice(3)) + steps * 15;
  const end = [Math.floor(minutes / 60) % 24, minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
  // Hours keep their direction, and a name brings its own.
  const hours = `\u2066${start}–${end}\u2069`;
  const room = `\u2068${columns(target.day)[target.column].dataset.name}\u2069`;
  return filled(words.place, { day: target.day.dataset.name, hours, room });
}

function take(block, kind, grabbed = 0) {
  const target = block.dataset.starts || kind === "keys" ? whereabouts(block) : { day: null };
  taken = { block, uid: block.dataset.uid, steps: block.dataset.minutes / 15, grabbed, kind, target, from: target };
  block.classList.add("editor-taken");
  one(".editor-grip", block).setAttribute("aria-pressed", "true");
  root.classList.toggle("editor-moving", kind !== "keys");
  root.classList.add("editor-held");
  if (kind === "keys") say(filled(words.taken, { title: block.dataset.title }), told(target, taken.steps));
  outline();
}

function letGo() {
  if (!taken) return;
  taken.block.classList.remove("editor-taken");
  one(".editor-grip", taken.block).removeAttribute("aria-pressed");
  root.classList.remove("editor-moving", "editor-held");
  all(".editor-target").forEach((it) => it.remove());
  one(".editor-tray").classList.remove("editor-wanted");
  all("[data-figure]").forEach((it) => it.dataset.was && ((it.textContent = it.dataset.was), delete it.dataset.was));
  taken = null;
}

function putBack() {
  const { title } = taken.block.dataset;
  letGo();
  say(filled(words.back, { title }));
}

/* Draw the place where the block would stand. The policy allows styles that the object model sets. */
function outline() {
  all(".editor-target").forEach((it) => it.remove());
  const { target, steps } = taken;
  one(".editor-tray").classList.toggle("editor-wanted", !target.day);
  if (!target.day || stacked.matches) return;
  const frame = one(".editor-frame", target.day);
  const base = frame.getBoundingClientRect();
  const lines = rows(target.day);
  const top = lines[target.row].getBoundingClientRect().top;
  const bottom = lines[between(target.row, target.row + steps - 1, lines.length - 1)].getBoundingClientRect().bottom;
  const column = columns(target.day)[target.column].getBoundingClientRect();
  const box = made("div", { className: "editor-target" });
  const note = made("p");
  note.append(made("b", { textContent: told(target, steps) }), made("span"));
  box.append(note);
  Object.assign(box.style, {
    insetBlockStart: `${top - base.top}px`,
    blockSize: `${bottom - top}px`,
    left: `${column.left - base.left}px`,
    inlineSize: `${column.width}px`,
  });
  // Words turn inwards and upwards where they would not fit.
  box.classList.toggle("editor-aside", target.column > 0 && target.column * 2 >= columns(target.day).length);
  box.classList.toggle("editor-low", target.row * 2 > lines.length);
  frame.append(box);
  if (taken.kind === "keys") box.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const isSame = (one, other) => ["day", "row", "column"].every((part) => one[part] === other[part]);

function aim(target, steps = taken.steps) {
  if (isSame(target, taken.target) && steps === taken.steps) return;
  Object.assign(taken, { target, steps });
  outline();
  if (taken.kind === "keys") say(told(target, steps));
  ask();
}

/* What the move would cost. One question is on its way at a time; answers are kept until the page changes. */
const answers = new Map();
let asking = false;

function question() {
  return new URLSearchParams({ uid: taken.uid, minutes: taken.steps * 15, ...place(taken.target) }).toString();
}

async function ask() {
  if (answers.has(question())) return tell(answers.get(question()));
  if (asking) return;
  asking = true;
  try {
    while (taken && !answers.has(question())) {
      const asked = question();
      const answer = await fetch(`${words.effect}?${asked}`, { headers: { Accept: "application/json" } });
      if (!answer.ok) return say(words[refused(answer.status)]);
      answers.set(asked, await answer.json());
    }
    if (taken && !busy) tell(answers.get(question()));
  } catch {
    say(words.offline);
  } finally {
    asking = false;
  }
}

function tell(effect) {
  const lines = effect.lines.map((line) => line.text);
  const first = [effect.summary, ...lines.slice(0, 2)];
  draw(`${told(taken.target, taken.steps)}. ${effect.summary}`, ...lines);
  if (taken.kind === "keys") hear(700, ...first);
  const at = one(".editor-target span");
  if (at) at.textContent = first.join(" ");
  one(".editor-target")?.classList.toggle("editor-worse", effect.is_worse);
  for (const figure of all("[data-figure]")) {
    figure.dataset.was ??= figure.textContent;
    figure.textContent = effect.figures[figure.dataset.figure];
  }
}

/* Send a deed to the address of its form. Sent again, it has the token of whoever is signed in by then and the version
   that was seen first, so that nothing is done twice. */
async function send(address, values, uid = taken?.uid, again = false) {
  if (busy) return;
  busy = true;
  unsent = [address, values, uid, true];
  root.setAttribute("aria-busy", "true");
  try {
    if (again) renew(await (await fetch(location.pathname)).text(), values);
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(values) });
    const page = parsed(await answer.text());
    const fresh = page.getElementById("editor");
    letGo();
    if (answer.ok && fresh) show(page, fresh, uid);
    else refuse(page, answer.status);
  } catch {
    letGo();
    offer("offline");
  } finally {
    busy = false;
    root.removeAttribute("aria-busy");
  }
}

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const refused = (status) => ([400, 403, 404].includes(status) ? "stranger" : "failed");

function renew(text, values) {
  values.csrf_token = parsed(text).querySelector("[name=csrf_token]")?.value;
  all("[name=csrf_token]", document).forEach((it) => (it.value = values.csrf_token));
}

function show(page, fresh, uid) {
  const open = all("details[open]").map((it) => it.id);
  answers.clear();
  words.version = fresh.dataset.version;
  root.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  dress();
  open.forEach((id) => id && document.getElementById(id)?.setAttribute("open", ""));
  say(...all("[role=status]:not(:empty)", page).map((it) => it.textContent.trim()));
  const block = all(".editor-block").find((it) => it.dataset.uid === uid);
  (block ? one(".editor-grip", block) : (one(".editor-undo button") ?? one(".editor-grip")))?.focus();
}

/* A refusal says why. Once both versions are seen, mine may replace theirs. */
function refuse(page, status) {
  const conflict = page.querySelector(".conflict");
  const told = all(".error-summary li", page).map((it) => it.textContent);
  const versions = conflict?.querySelector(".table");
  if (versions) unsent[1].version = one("main [name=version]", page).value;
  if (told.length && !conflict) say(...told);
  else offer(conflict ? "conflict" : refused(status), versions);
}

function offer(why, versions) {
  const box = one(".editor-answer");
  say(words[why]);
  one("div", box).replaceChildren(...(versions ? [document.importNode(versions, true)] : []));
  box.dataset.why = why;
  box.hidden = false;
  one(why === "conflict" ? "a" : "button", box).focus();
}

function drop() {
  const { block, target, steps, from } = taken;
  if (isSame(target, from) && steps * 15 === Number(block.dataset.minutes) && block.dataset.starts) return putBack();
  const { starts, room } = place(target);
  send(block.dataset.move, {
    csrf_token: one("[name=csrf_token]", document).value,
    version: words.version,
    day: starts.slice(0, 10),
    start: starts.slice(11),
    room,
    minutes: steps * 15,
  });
}

/* Arrows move what a button took up. */
function step(key, shift) {
  let { day, row, column } = taken.target;
  let { steps } = taken;
  if (!day) return aim(whereabouts(taken.block));
  const aside = { ArrowLeft: -1, ArrowRight: 1 }[key] * (document.documentElement.dir === "rtl" ? -1 : 1) || 0;
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] || 0;
  const on = { PageUp: -1, PageDown: 1 }[key] || 0;
  if (shift) steps = between(1, steps + down, 32);
  else row += down;
  if (on) {
    const start = rows(day)[row].dataset.starts.slice(11);
    day = days()[between(0, days().indexOf(day) + on, days().length - 1)];
    row = rows(day).findLastIndex((it) => it.dataset.starts.slice(11) <= start);
  }
  row = between(0, row, Math.max(0, rows(day).length - steps));
  aim({ day, row, column: between(0, column + aside, columns(day).length - 1) }, steps);
}

root.addEventListener("keydown", (event) => {
  const grip = event.target.closest(".editor-grip");
  if (!grip || busy || event.ctrlKey || event.metaKey || event.altKey) return;
  const block = grip.closest(".editor-block");
  const { key } = event;
  if (key === "Delete" && (taken || block.dataset.starts)) {
    if (!taken) take(block, "keys");
    taken.target = { day: null };
    drop();
  } else if (key === "u" && !taken) one(".editor-undo")?.requestSubmit();
  else if (taken?.kind === "keys" && /^(Arrow|Page)/.test(key)) step(key, event.shiftKey);
  else return;
  event.preventDefault();
});

root.addEventListener("click", (event) => {
  if (event.target.closest(".editor-answer button")) send(...unsent);
  const grip = event.target.closest(".editor-grip");
  if (!grip || busy || justDragged) return;
  // Whoever taps has no arrow keys: there is the form.
  if (event.detail && finger) location.assign(one(".editor-links a", grip.closest(".editor-block")).href);
  else if (taken) drop();
  else take(grip.closest(".editor-block"), "keys");
});

root.addEventListener("focusout", (event) => {
  if (taken?.kind === "keys" && !busy && event.relatedTarget && event.target.closest(".editor-grip")) putBack();
});

root.addEventListener("submit", (event) => {
  if (!event.target.matches(".editor-undo")) return;
  event.preventDefault();
  const at = document.activeElement.closest(".editor-block")?.dataset.uid;
  send(event.target.action, Object.fromEntries(new FormData(event.target)), at);
});

/* A mouse drags at once, a finger after a long press, so that it can scroll. */
function pointed(x, y) {
  const under = document.elementFromPoint(x, y);
  if (under?.closest(".editor-tray")) return { day: null };
  const day = under?.closest(".editor-day");
  if (!day) return null;
  const lines = rows(day).map((row) => row.getBoundingClientRect());
  const line = lines.findLastIndex((box) => box.top <= y);
  const column = columns(day).findIndex((it) => {
    const box = it.getBoundingClientRect();
    return box.left <= x && x < box.right;
  });
  if (line < 0 || column < 0) return null;
  return { day, row: line, column };
}

function begin() {
  const { block, fromX, fromY, edge } = pressed;
  clearTimeout(pressed.timer);
  if (taken) letGo();
  const from = whereabouts(block);
  const at = block.dataset.starts ? pointed(fromX, fromY) : null;
  take(block, edge ? "edge" : "pointer", at?.day === from.day ? between(0, at.row - from.row, block.dataset.minutes / 15) : 0);
  root.setPointerCapture(pressed.id);
  pressed.began = true;
  requestAnimationFrame(scroll);
}

function follow(x, y) {
  const at = pointed(x, y);
  const link = document.elementFromPoint(x, y)?.closest(".editor-days a");
  if (link) document.getElementById(link.hash.slice(1))?.scrollIntoView({ block: "start" });
  if (!at) return;
  if (taken.kind === "edge") {
    if (at.day === taken.target.day) aim(taken.target, between(1, at.row - taken.target.row + 1, 32));
  } else if (!at.day) aim(at);
  else aim({ ...at, row: between(0, at.row - taken.grabbed, Math.max(0, rows(at.day).length - taken.steps)) });
}

/* Scroll while the pointer is near an edge of the window or of the grid. */
function scroll() {
  if (!taken || !pressed?.began) return;
  const { x, y } = pressed;
  const bar = one(".editor-bar").getBoundingClientRect();
  const top = Math.max(0, bar.bottom);
  const down = y > innerHeight - EDGE ? 1 : y > top && y < top + EDGE ? -1 : 0;
  if (down) window.scrollBy(0, down * 10);
  const frame = taken.target.day && one(".editor-scroll", taken.target.day);
  const box = frame?.getBoundingClientRect();
  const aside = x > box?.right - EDGE ? 1 : x < box?.left + EDGE ? -1 : 0;
  if (aside) frame.scrollBy(aside * 10, 0);
  if (down || aside) follow(x, y);
  requestAnimationFrame(scroll);
}

root.addEventListener("pointerdown", (event) => {
  finger = event.pointerType === "touch";
  const block = event.target.closest(".editor-block");
  if (!block || busy || event.button || stacked.matches || event.target.closest("a, summary, details")) return;
  const { clientX: x, clientY: y, pointerId: id } = event;
  pressed = { block, x, y, id, edge: event.target.closest(".editor-edge"), fromX: x, fromY: y, began: false };
  if (finger) pressed.timer = setTimeout(begin, LONG_PRESS);
});

root.addEventListener("pointermove", (event) => {
  if (pressed?.id !== event.pointerId) return;
  const { clientX: x, clientY: y } = event;
  Object.assign(pressed, { x, y });
  const far = Math.hypot(x - pressed.fromX, y - pressed.fromY) > NEAR;
  if (pressed.began) follow(x, y);
  else if (far && finger) release();
  else if (far) {
    begin();
    follow(x, y);
  }
});

function release() {
  clearTimeout(pressed?.timer);
  pressed = null;
}

root.addEventListener("pointerup", (event) => {
  if (pressed?.id !== event.pointerId) return;
  const { began } = pressed;
  release();
  if (!began) return;
  // The click that follows is nobody's.
  justDragged = true;
  setTimeout(() => (justDragged = false));
  if (taken) drop();
});

root.addEventListener("pointercancel", () => {
  if (pressed?.began && taken) putBack();
  release();
});

root.addEventListener("touchmove", (event) => pressed?.began && event.preventDefault(), { passive: false });
root.addEventListener("contextmenu", (event) => pressed && finger && event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !taken || busy) return;
  release();
  putBack();
});

dress();
