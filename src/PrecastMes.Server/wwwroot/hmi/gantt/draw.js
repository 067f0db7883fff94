// Paints the visible part of a plan. Grey is the ground; families differ in muted tones only; red, with a triangle and
// an outline, is kept for what is late.

export const NAME_WIDTH = 196;
export const HEADER_HEIGHT = 44;

const INK = "#1f2426", QUIET = "#5a6063", RULE = "#c4c4c0", OFF = "#d3d3cf", ON = "#f1f1ee", HEAD = "#e2e2de", LATE = "#b3121d";
const TONES = ["#9fb2bf", "#b9b39a", "#a5b9a0", "#c0a9a4", "#b0a6c0", "#9dbdbb", "#c2b48c", "#b4b4b4", "#a7adc4", "#bdaa8f"];
const STEPS = [300, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400];
const FONT = '12px system-ui, "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

export const toneOf = family => TONES[family % TONES.length];

export function draw(ctx, view) {
  const { width, height, model, left, top, perSecond } = view;
  const x = second => NAME_WIDTH + second * perSecond - left;
  const span = { from: left / perSecond, to: (left + width - NAME_WIDTH) / perSecond };
  ctx.font = FONT;
  ctx.textBaseline = "middle";
  ctx.fillStyle = OFF;
  ctx.fillRect(0, 0, width, height);

  ctx.save();
  ctx.beginPath();
  ctx.rect(NAME_WIDTH, HEADER_HEIGHT, width - NAME_WIDTH, height - HEADER_HEIGHT);
  ctx.clip();
  ctx.fillStyle = ON;
  const bottom = Math.min(height, HEADER_HEIGHT + model.height - top);
  for (const [from, to] of model.staffed[0]) {
    if (to > span.from && from < span.to) ctx.fillRect(x(from), HEADER_HEIGHT, (to - from) * perSecond, bottom - HEADER_HEIGHT);
  }
  const rows = model.rows.filter(row => row.top + row.height > top && row.top < top + height - HEADER_HEIGHT);
  for (const row of rows) {
    const y = HEADER_HEIGHT + row.top - top;
    ctx.fillStyle = RULE;
    ctx.fillRect(NAME_WIDTH, y + row.height - 1, width, 1);
    if (row.group) use(ctx, view, row, y, x, span);
    else lane(ctx, view, row, y, x, span);
  }
  path(ctx, view, x);
  ctx.restore();

  names(ctx, view, rows);
  header(ctx, view, x, span);
  now(ctx, view, x);
}

// A group's heading shows how many of its lanes are occupied, so that it says something when collapsed too.
function use(ctx, view, row, y, x, span) {
  ctx.fillStyle = HEAD;
  ctx.fillRect(NAME_WIDTH, y, view.width, row.height - 1);
  const steps = row.group.use, most = row.group.lanes.length;
  ctx.fillStyle = "#a9aeb0";
  for (let i = 0; i < steps.length; i++) {
    const from = steps[i][0], to = steps[i + 1]?.[0] ?? from;
    if (to < span.from || from > span.to || steps[i][1] === 0) continue;
    const tall = Math.max(2, (row.height - 5) * steps[i][1] / most);
    ctx.fillRect(x(from), y + row.height - 2 - tall, Math.max(0.5, (to - from) * view.perSecond), tall);
  }
}

function lane(ctx, view, row, y, x, span) {
  const { model, perSecond, chosen } = view;
  const hours = model.lanes[row.lane].hours;
  if (hours > 0) ground(ctx, view, row, y, x, span, model.staffed[hours]);
  for (const bar of model.byLane[row.lane]) {
    if (bar.from > span.to) break;
    if (bar.to < span.from) continue;
    const load = model.loads[bar.load];
    const left = x(bar.from), wide = Math.max(1.5, (bar.to - bar.from) * perSecond);
    const workLeft = x(bar.workFrom), workWide = Math.max(1.5, (bar.workTo - bar.workFrom) * perSecond);
    const h = row.height - 7;
    ctx.globalAlpha = chosen < 0 || chosen === bar.load ? 1 : 0.35;
    ctx.fillStyle = "#d9dad7";
    ctx.fillRect(left, y + 3, wide, h);
    ctx.fillStyle = toneOf(load.tone);
    if (bar.rests >= 0) worked(ctx, view, bar, x, y + 3, h);
    else ctx.fillRect(workLeft, y + 3, workWide, h);
    if (bar.kind === "cure") hatch(ctx, workLeft, y + 3, workWide, h);
    ctx.lineWidth = load.late ? 1.5 : 1;
    ctx.strokeStyle = load.late ? LATE : "#868c8f";
    if (wide > 3 || load.late) ctx.strokeRect(left + 0.5, y + 3.5, wide - 1, h - 1);
    let textLeft = Math.max(left, NAME_WIDTH) + 4;
    if (load.late && wide > 12) {
      triangle(ctx, textLeft, y + 3 + h / 2, LATE);
      textLeft += 12;
    }
    const room = left + wide - textLeft - 3;
    if (room > 30) {
      ctx.fillStyle = INK;
      const label = bar.label ? `${load.short} ${bar.label}` : load.short;
      ctx.fillText(fit(ctx, label, room), textLeft, y + 4 + h / 2);
    }
    if (chosen === bar.load) {
      ctx.strokeStyle = INK;
      ctx.lineWidth = 2;
      ctx.strokeRect(left, y + 2, wide, h + 2);
    }
    if (view.cursor?.bar === bar) {
      ctx.strokeStyle = INK;
      ctx.setLineDash([3, 2]);
      ctx.lineWidth = 2;
      ctx.strokeRect(left - 3, y, wide + 6, row.height - 1);
      ctx.setLineDash([]);
    }
  }
  ctx.globalAlpha = 1;
  ctx.fillStyle = INK;
  for (const done of model.actual[row.lane]) {
    if (done.to < span.from || done.from > span.to) continue;
    ctx.fillRect(x(done.from), y + row.height - 4, Math.max(1.5, (done.to - done.from) * perSecond), 3);
  }
}

// The ground of a lane whose station, crew or mixer has other hours than the plant.
function ground(ctx, view, row, y, x, span, staffed) {
  ctx.fillStyle = OFF;
  ctx.fillRect(NAME_WIDTH, y, view.width, row.height - 1);
  ctx.fillStyle = ON;
  for (const [from, to] of staffed) {
    if (to > span.from && from < span.to) ctx.fillRect(x(from), y, (to - from) * view.perSecond, row.height - 1);
  }
}

// Interruptible work rests outside its hours: only the staffed parts are filled.
function worked(ctx, view, bar, x, top, tall) {
  for (const [from, to] of view.model.staffed[bar.rests]) {
    const begin = Math.max(from, bar.workFrom), end = Math.min(to, bar.workTo);
    if (begin < end) ctx.fillRect(x(begin), top, Math.max(1.5, (end - begin) * view.perSecond), tall);
  }
}

function hatch(ctx, left, top, wide, tall) {
  if (wide < 6) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, wide, tall);
  ctx.clip();
  ctx.strokeStyle = "rgba(255,255,255,0.45)";
  ctx.lineWidth = 1;
  ctx.beginPath();
  const first = Math.max(left - tall, NAME_WIDTH - tall - ((NAME_WIDTH - left) % 7));
  for (let i = first; i < Math.min(left + wide, ctx.canvas.clientWidth); i += 7) {
    ctx.moveTo(i, top + tall);
    ctx.lineTo(i + tall, top);
  }
  ctx.stroke();
  ctx.restore();
}

// The way of the chosen load through the plant, and its due instant.
function path(ctx, view, x) {
  if (view.chosen < 0) return;
  const { model, top } = view, load = model.loads[view.chosen];
  ctx.strokeStyle = INK;
  ctx.lineWidth = 1;
  ctx.beginPath();
  let begun = false;
  for (const bar of model.byLoad[view.chosen]) {
    const row = model.rows[model.rowOfLane.get(bar.lane)];
    if (!row || bar.kind === "hold") continue;
    const y = HEADER_HEIGHT + row.top - top + row.height / 2;
    if (begun) ctx.lineTo(x(bar.workFrom), y);
    ctx.moveTo(x(bar.workTo), y);
    begun = true;
  }
  ctx.stroke();
  ctx.strokeStyle = load.late ? LATE : QUIET;
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(x(load.due), HEADER_HEIGHT);
  ctx.lineTo(x(load.due), view.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.fillStyle = ctx.strokeStyle;
  ctx.fillText(view.texts.due, x(load.due) + 4, HEADER_HEIGHT + 10);
}

function names(ctx, view, rows) {
  const { model, top, height } = view;
  ctx.fillStyle = HEAD;
  ctx.fillRect(0, HEADER_HEIGHT, NAME_WIDTH, height);
  for (const row of rows) {
    const y = HEADER_HEIGHT + row.top - top;
    if (row.group) {
      const shut = model.collapsed.has(row.group.id);
      ctx.fillStyle = view.cursor?.group === row.group.id ? "#c9ced0" : "#d6d6d1";
      ctx.fillRect(0, y, NAME_WIDTH, row.height - 1);
      ctx.fillStyle = INK;
      ctx.font = `600 ${FONT}`;
      ctx.fillText(`${shut ? "▸" : "▾"} ${fit(ctx, row.group.label, NAME_WIDTH - 62)}`, 8, y + row.height / 2);
      ctx.font = FONT;
      ctx.fillStyle = QUIET;
      ctx.textAlign = "right";
      ctx.fillText(String(row.group.lanes.length), NAME_WIDTH - 8, y + row.height / 2);
      ctx.textAlign = "left";
    } else {
      if (view.cursor?.lane === row.lane || view.laneChosen === row.lane) {
        ctx.fillStyle = "#c9ced0";
        ctx.fillRect(0, y, NAME_WIDTH, row.height - 1);
      }
      ctx.fillStyle = INK;
      ctx.fillText(fit(ctx, model.lanes[row.lane].label, NAME_WIDTH - 28), 20, y + row.height / 2);
    }
  }
  ctx.fillStyle = "#9b9f9f";
  ctx.fillRect(NAME_WIDTH - 1, 0, 1, height);
}

function header(ctx, view, x, span) {
  const { width, model, perSecond, dayName, clockName } = view;
  ctx.fillStyle = HEAD;
  ctx.fillRect(0, 0, width, HEADER_HEIGHT);
  ctx.save();
  ctx.beginPath();
  ctx.rect(NAME_WIDTH, 0, width, view.height);
  ctx.clip();
  const step = STEPS.find(s => s * perSecond >= 46) ?? 86400;
  for (const tick of ticks(model, step, span)) {
    ctx.fillStyle = tick.day ? "#8d9192" : "rgba(120,124,126,0.28)";
    ctx.fillRect(Math.round(x(tick.second)), tick.day ? 0 : HEADER_HEIGHT - 20, 1, view.height);
    ctx.fillStyle = QUIET;
    if (step < 86400) ctx.fillText(clockName(tick.second), x(tick.second) + 3, HEADER_HEIGHT - 10);
  }
  const days = [...ticks(model, 86400, { from: span.from - 86400, to: span.to })];
  days.forEach((tick, i) => {
    const begin = Math.max(x(tick.second), NAME_WIDTH) + 4, end = i + 1 < days.length ? x(days[i + 1].second) : width;
    ctx.fillStyle = INK;
    if (end - begin > 24) ctx.fillText(fit(ctx, dayName(tick.second), end - begin - 6), begin, 12);
  });
  ctx.restore();
  ctx.fillStyle = "#9b9f9f";
  ctx.fillRect(0, HEADER_HEIGHT - 1, width, 1);
}

// Whole steps of the plant's wall clock; `offsets` says how far it is ahead of UTC from each instant on.
function* ticks(model, step, span) {
  const offset = second => {
    let found = model.offsets[0][1];
    for (const [from, ahead] of model.offsets) if (from <= second) found = ahead;
    return found;
  };
  const base = model.origin / 1000;
  let second = Math.floor((span.from + base + offset(span.from)) / step) * step - base - offset(span.from);
  for (; second < span.to; second += step) {
    yield { second, day: (Math.round(second + base + offset(second)) % 86400) === 0 };
  }
}

function now(ctx, view, x) {
  const at = x(view.now);
  if (!(at >= NAME_WIDTH && at < view.width)) return;
  ctx.fillStyle = INK;
  ctx.fillRect(at - 1, HEADER_HEIGHT - 8, 2, view.height);
  const label = `${view.texts.now} ${view.clockName(view.now)}`, wide = ctx.measureText(label).width + 10;
  const left = Math.min(at - 1, view.width - wide);
  ctx.fillRect(left, HEADER_HEIGHT - 20, wide, 18);
  ctx.fillStyle = "#fff";
  ctx.fillText(label, left + 5, HEADER_HEIGHT - 10);
}

function triangle(ctx, x, y, colour) {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.moveTo(x, y + 4);
  ctx.lineTo(x + 9, y + 4);
  ctx.lineTo(x + 4.5, y - 5);
  ctx.fill();
}

function fit(ctx, text, room) {
  if (ctx.measureText(text).width <= room) return text;
  let keep = text.length;
  while (keep > 1 && ctx.measureText(text.slice(0, keep) + "…").width > room) keep--;
  return keep > 1 ? text.slice(0, keep) + "…" : "";
}
