"use strict";

const POLL_MS = 1000;
const shown = new Map();

/** All text goes in as text: a cluster's name is whatever its user wrote. */
function element(tag, { text, className, children = [], ...attributes } = {}) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function pill(text, kind) {
  return element("span", { text, className: `state ${kind}` });
}

const goodWords = ["running", "success"];
const badWords = /fail|unavailable|inactive|cancel/;

function statePill(state) {
  return pill(state, goodWords.includes(state) ? "good" : badWords.test(state) ? "bad" : "");
}

const stageMarks = { success: ["✓", "good"], running: ["●", ""], waiting: ["·", "plain"] };

function stageList({ stages }) {
  const items = stages.map(({ name, state }) => {
    const [mark, kind] = stageMarks[state] ?? ["✗", "bad"];
    return element("li", { children: [pill(`${mark} ${name}`, kind)], "aria-label": `${name}: ${state}` });
  });
  return element("ol", { children: items });
}

function withId(name, id) {
  return element("span", {
    children: [element("span", { text: name }), element("span", { text: id, className: "id" })],
  });
}

function age(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor(seconds / 60) % 60} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor(seconds / 3600) % 24} h`;
}

function utc(ms) {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

function clockTime(ms) {
  return utc(ms).slice(11);
}

function statusPill(status) {
  if (status === undefined) return pill("no answer", "bad");
  return pill(String(status), status < 300 ? "good" : "bad");
}

/** Each table: its columns with what they show of a row, the first of them the row's own name. */
const tables = {
  clusters: [
    ["Name", (row) => withId(row.name, row.id)],
    ["State", (row) => statePill(row.state)],
    ["Version", (row) => row.version],
    ["Edition", (row) => row.spec],
    ["Region", (row) => row.region],
    ["Age", (row, now) => age(now - row.createdMs), "number"],
  ],
  tasks: [
    ["Task", (row) => withId(row.type, row.id)],
    ["Cluster", (row) => row.cluster],
    ["State", (row) => (row.state === "running" ? pill("running", "") : statePill(row.state))],
    ["Stages", (row) => element("div", { children: [stageList(row), ...errorOf(row)] })],
    ["Time", (row, now) => age((row.endedMs ?? now) - row.startedMs), "number"],
  ],
  faults: [
    ["Target", (row) => (row.target === "*" ? "any operation" : row.target)],
    ["Fault", (row) => row.what],
    ["After", (row) => (row.skip === 0 ? "the next one" : `${row.skip} more`)],
    ["Times", (row) => String(row.times), "number"],
  ],
  requests: [
    ["Operation", (row) => row.operation ?? "unknown"],
    ["Path", (row) => `${row.method} ${row.path}`],
    ["Status", (row) => statusPill(row.status)],
    ["Took", (row) => (row.durationMs === undefined ? "…" : `${row.durationMs.toFixed(1)} ms`), "number"],
    ["At", (row) => clockTime(row.at), "number"],
  ],
};

function errorOf({ error }) {
  return error === undefined ? [] : [element("span", { text: error, className: "error" })];
}

function head(columns) {
  const cells = columns.map(([label, , className]) =>
    element("th", { text: label, scope: "col", role: "columnheader", className }),
  );
  const row = element("tr", { role: "row", children: cells });
  return element("thead", { role: "rowgroup", children: [row] });
}

function cell([label, show, className], row, now, isFirst) {
  const content = show(row, now);
  const attributes = isFirst ? { scope: "row", role: "rowheader" } : { role: "cell" };
  const node = element(isFirst ? "th" : "td", { className, "data-label": label, ...attributes });
  node.append(content);
  return node;
}

function draw(name, rows, now, count) {
  const columns = tables[name];
  const body = element("tbody", {
    role: "rowgroup",
    children: rows.map((row) =>
      element("tr", {
        role: "row",
        children: columns.map((column, index) => cell(column, row, now, index === 0)),
      }),
    ),
  });
  document.getElementById(`${name}-count`).textContent = count === 0 ? "" : String(count);
  document.getElementById(`${name}-none`).hidden = rows.length > 0;
  const table = document.getElementById(name);
  table.hidden = rows.length === 0;
  // On a narrow screen its rows are blocks, which would take the table's own role from it.
  table.setAttribute("role", "table");
  // What has not changed stays, so that a selection in it stays too.
  if (shown.get(name) === body.innerHTML) return;
  shown.set(name, body.innerHTML);
  table.replaceChildren(head(columns), body);
}

function show(snapshot) {
  const { now, progression, clusters, tasks, faults, requests, requestCount } = snapshot;
  document.getElementById("summary").textContent = `${location.host} · ${utc(now)} UTC · ${progression}`;
  draw("clusters", clusters, now, clusters.length);
  draw("tasks", tasks, now, tasks.length);
  draw("faults", faults, now, faults.length);
  draw("requests", requests, now, requestCount);
}

function connection(word, className) {
  const place = document.getElementById("connection");
  if (place.textContent === word) return;
  place.textContent = word;
  place.className = className;
}

async function poll() {
  try {
    const answer = await fetch("/_status/snapshot.json");
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    show(await answer.json());
    connection("live", "live");
  } catch {
    connection("the simulator does not answer", "lost");
  }
  setTimeout(poll, POLL_MS);
}

poll();
