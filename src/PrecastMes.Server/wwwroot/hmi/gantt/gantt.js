// The Gantt chart: a scrolling area with a canvas over it. Scroll bars, touch and wheel are the browser's own; header and
// lane names are painted at their fixed places. Everything a pointer can do, the keyboard can do too.
import { Model } from "./model.js";
import { draw, toneOf, NAME_WIDTH, HEADER_HEIGHT } from "./draw.js";

export function create(host, page, texts) {
  return new Gantt(host, page, texts);
}

class Gantt {
  constructor(host, page, texts) {
    this.host = host;
    this.page = page;
    this.texts = texts;
    this.scroller = host.querySelector(".gantt-scroll");
    this.spacer = host.querySelector(".gantt-spacer");
    this.canvas = host.querySelector("canvas");
    this.tip = host.querySelector(".gantt-tip");
    this.voice = host.querySelector(".gantt-voice");
    this.view = { perSecond: 0.012, left: 0, top: 0, chosen: -1, laneChosen: -1, now: NaN, cursor: null, texts };
    const on = (type, handler, options) => this.scroller.addEventListener(type, handler, options);
    on("scroll", () => { this.scrolled(); }, { passive: true });
    on("wheel", e => this.wheel(e), { passive: false });
    on("pointermove", e => this.hover(e));
    on("pointerleave", () => { this.tip.hidden = true; });
    on("pointerdown", e => this.press(e));
    on("pointerup", e => this.release(e));
    on("keydown", e => this.key(e));
    this.sizes = new ResizeObserver(() => this.resize());
    this.sizes.observe(this.scroller);
  }

  async load(url) {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    const chosen = this.model?.loads[this.view.chosen]?.id;
    const first = !this.model;
    this.model = this.view.model = new Model(await answer.json());
    const format = options => new Intl.DateTimeFormat(this.texts.culture, { timeZone: this.model.zone, ...options });
    const day = format({ weekday: "short", day: "numeric", month: "short" });
    const clock = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const full = format({ day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const at = second => new Date(this.model.origin + second * 1000);
    this.view.dayName = second => day.format(at(second));
    this.view.clockName = second => clock.format(at(second));
    this.fullName = second => full.format(at(second));
    this.view.chosen = chosen ? this.model.loadIndex.get(chosen) ?? -1 : -1;
    if (first) this.fit(); else this.layout();
    return this.model.families.map((family, i) => ({ label: family.label, colour: toneOf(i) }));
  }

  setNow(milliseconds) {
    if (!this.model) return;
    this.view.now = (milliseconds - this.model.origin) / 1000;
    this.paint();
  }

  addActual(rows) {
    this.model?.addActual(rows);
    this.paint();
  }

  fit() {
    if (!this.model) return;
    this.view.perSecond = Math.max(0.001, (this.scroller.clientWidth - NAME_WIDTH - 8) / this.model.length);
    this.layout();
    this.scroller.scrollLeft = 0;
  }

  // A day from now on, or from the start when the plant's clock is outside the plan.
  day() {
    this.view.perSecond = (this.scroller.clientWidth - NAME_WIDTH) / 86400;
    this.layout();
    this.goNow();
  }

  goNow() {
    const at = this.view.now >= 0 && this.view.now <= this.model.length ? this.view.now : 0;
    this.scroller.scrollLeft = at * this.view.perSecond - (this.scroller.clientWidth - NAME_WIDTH) * 0.2;
  }

  zoom(factor, clientX) {
    if (!this.model) return;
    const place = clientX === undefined ? (this.scroller.clientWidth - NAME_WIDTH) / 2
      : clientX - this.scroller.getBoundingClientRect().left - NAME_WIDTH;
    const second = (this.view.left + place) / this.view.perSecond;
    this.view.perSecond = Math.min(1, Math.max(0.0008, this.view.perSecond * factor));
    this.layout();
    this.scroller.scrollLeft = second * this.view.perSecond - place;
  }

  find(text) {
    const load = this.model?.find(text) ?? -1;
    if (load >= 0) this.choose(load, true);
    return load >= 0;
  }

  show(loadId) {
    const load = this.model?.loadIndex.get(loadId);
    if (load !== undefined) this.choose(load, true);
  }

  everyGroup(open) {
    if (!this.model) return;
    this.model.collapsed = new Set(open ? [] : this.model.groups.map(g => g.id));
    this.model.arrange();
    this.layout();
  }

  dispose() {
    this.sizes.disconnect();
    clearTimeout(this.told);
  }

  choose(load, scroll, lane) {
    this.view.chosen = load;
    if (lane !== undefined) this.view.laneChosen = lane;
    if (scroll && load >= 0) {
      const bars = this.model.byLoad[load];
      const bar = bars.find(b => b.kind === "work") ?? bars[0];
      const length = Math.max(3600, bars.at(-1).to - bars[0].from);
      if (length * this.view.perSecond < 300) {
        this.view.perSecond = Math.min(1, 600 / length);
        this.layout();
      }
      this.goTo(bar);
    }
    this.paint();
    this.page.invokeMethodAsync("Chosen", load < 0 ? null : this.model.loads[load].id);
    this.tellWindow();
  }

  goTo(bar) {
    this.model.reveal(bar.lane);
    this.layout();
    const row = this.model.rows[this.model.rowOfLane.get(bar.lane)];
    const roomX = this.scroller.clientWidth - NAME_WIDTH, roomY = this.scroller.clientHeight - HEADER_HEIGHT;
    const x = bar.from * this.view.perSecond;
    if (x < this.view.left || x > this.view.left + roomX - 40) this.scroller.scrollLeft = x - roomX * 0.2;
    if (row.top < this.view.top || row.top + row.height > this.view.top + roomY) this.scroller.scrollTop = row.top - roomY / 3;
    this.scrolled();
  }

  layout() {
    this.spacer.style.width = `${NAME_WIDTH + this.model.length * this.view.perSecond + 40}px`;
    this.spacer.style.height = `${HEADER_HEIGHT + this.model.height + 8}px`;
    this.scrolled();
  }

  resize() {
    const ratio = window.devicePixelRatio || 1, wide = this.scroller.clientWidth, tall = this.scroller.clientHeight;
    this.canvas.style.width = `${wide}px`;
    this.canvas.style.height = `${tall}px`;
    this.canvas.width = wide * ratio;
    this.canvas.height = tall * ratio;
    this.canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
    this.view.width = wide;
    this.view.height = tall;
    this.paint();
  }

  scrolled() {
    this.view.left = this.scroller.scrollLeft;
    this.view.top = this.scroller.scrollTop;
    this.paint();
    this.tellWindow();
  }

  paint() {
    if (!this.model || this.due || !this.view.width) return;
    this.due = true;
    requestAnimationFrame(() => {
      this.due = false;
      draw(this.canvas.getContext("2d"), this.view);
    });
  }

  // The table below shows what the picture shows; it is told when the picture has come to rest.
  tellWindow() {
    clearTimeout(this.told);
    this.told = setTimeout(() => {
      const second = pixels => this.model.origin + Math.round(pixels / this.view.perSecond) * 1000;
      const lane = this.view.laneChosen >= 0 ? this.model.lanes[this.view.laneChosen].id : null;
      this.page.invokeMethodAsync("Window", lane, second(this.view.left), second(this.view.left + this.scroller.clientWidth - NAME_WIDTH));
    }, 300);
  }

  wheel(e) {
    if (!e.ctrlKey) return;
    e.preventDefault();
    this.zoom(e.deltaY < 0 ? 1.25 : 0.8, e.clientX);
  }

  at(e) {
    const box = this.scroller.getBoundingClientRect();
    const x = e.clientX - box.left, y = e.clientY - box.top;
    if (!this.model || y < HEADER_HEIGHT || x > this.scroller.clientWidth || y > this.scroller.clientHeight) return null;
    const row = this.model.rowAt(y - HEADER_HEIGHT + this.view.top);
    const second = (x - NAME_WIDTH + this.view.left) / this.view.perSecond;
    const bar = row && row.lane !== undefined && x >= NAME_WIDTH ? this.model.barAt(row.lane, second, 2 / this.view.perSecond) : null;
    return { x, y, row, bar, name: x < NAME_WIDTH };
  }

  hover(e) {
    const pressed = this.pressed;
    if (pressed?.pan && e.buttons === 1 && (pressed.moved || Math.hypot(e.clientX - pressed.x, e.clientY - pressed.y) > 4)) {
      pressed.moved = true;
      this.scroller.scrollLeft = pressed.left + pressed.x - e.clientX;
      this.scroller.scrollTop = pressed.top + pressed.y - e.clientY;
      return;
    }
    const spot = this.at(e);
    this.tip.hidden = !spot?.bar;
    this.scroller.style.cursor = spot?.bar || spot?.row?.group || spot?.name ? "pointer" : "grab";
    if (!spot?.bar) return;
    this.tip.textContent = this.words(spot.bar);
    this.tip.style.left = `${Math.min(spot.x + 14, this.view.width - 330)}px`;
    this.tip.style.top = spot.y + 150 > this.view.height ? `${spot.y - this.tip.offsetHeight - 8}px` : `${spot.y + 16}px`;
  }

  // A touch pans by the browser; the scroll bars are the browser's too.
  press(e) {
    const box = this.scroller.getBoundingClientRect();
    const onBars = e.clientX - box.left > this.scroller.clientWidth || e.clientY - box.top > this.scroller.clientHeight;
    this.pressed = onBars ? null
      : { x: e.clientX, y: e.clientY, left: this.scroller.scrollLeft, top: this.scroller.scrollTop, pan: e.pointerType === "mouse" };
  }

  release(e) {
    const moved = this.pressed?.moved || !this.pressed;
    this.pressed = null;
    if (moved) return;
    const spot = this.at(e);
    if (spot?.row?.group) {
      this.model.toggle(spot.row.group.id);
      this.layout();
    } else if (spot?.bar) {
      this.view.cursor = { lane: spot.row.lane, bar: spot.bar };
      this.choose(spot.bar.load, false, spot.row.lane);
    } else if (spot?.row) {
      this.choose(-1, false, spot.name && this.view.laneChosen !== spot.row.lane ? spot.row.lane : -1);
    }
  }

  key(e) {
    if (!this.model || e.altKey || e.metaKey) return;
    const moves = {
      ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), ArrowDown: () => this.row(1), ArrowUp: () => this.row(-1),
      "+": () => this.zoom(1.5), "=": () => this.zoom(1.5), "-": () => this.zoom(1 / 1.5), 0: () => this.fit(),
      n: () => this.goNow(), Home: () => { this.scroller.scrollLeft = 0; }, End: () => { this.scroller.scrollLeft = this.scroller.scrollWidth; },
      Enter: () => this.enter(), " ": () => this.enter(), Escape: () => this.choose(-1, false, -1),
    };
    const move = moves[e.key];
    if (!move || e.ctrlKey) return;
    e.preventDefault();
    move();
    this.paint();
  }

  step(way) {
    const lane = this.view.cursor?.lane;
    if (lane === undefined) return this.row(1);
    const bars = this.model.byLane[lane];
    const from = this.view.cursor.bar ? bars.indexOf(this.view.cursor.bar) : -1;
    const bar = bars[Math.max(0, Math.min(bars.length - 1, from + way))];
    if (!bar) return;
    this.view.cursor = { lane, bar };
    this.goTo(bar);
    this.voice.textContent = this.words(bar);
  }

  row(way) {
    const rows = this.model.rows, at = this.view.cursor;
    const now = at ? rows.findIndex(r => at.group ? r.group?.id === at.group : r.lane === at.lane) : -1;
    const row = rows[Math.max(0, Math.min(rows.length - 1, now + way))];
    if (row.group) {
      this.view.cursor = { group: row.group.id };
      this.voice.textContent = row.group.label;
    } else {
      const near = (this.view.left + (this.scroller.clientWidth - NAME_WIDTH) / 2) / this.view.perSecond;
      const bars = this.model.byLane[row.lane];
      const bar = at?.bar ? nearest(bars, at.bar.from) : nearest(bars, near);
      this.view.cursor = { lane: row.lane, bar };
      this.voice.textContent = `${this.model.lanes[row.lane].label}. ${bar ? this.words(bar) : this.texts.empty}`;
    }
    const room = this.scroller.clientHeight - HEADER_HEIGHT;
    if (row.top < this.view.top) this.scroller.scrollTop = row.top;
    if (row.top + row.height > this.view.top + room) this.scroller.scrollTop = row.top + row.height - room;
  }

  enter() {
    const at = this.view.cursor;
    if (at?.group) {
      this.model.toggle(at.group);
      this.layout();
    } else if (at) {
      this.choose(at.bar ? at.bar.load : -1, false, at.lane);
    }
  }

  words(bar) {
    const load = this.model.loads[bar.load], t = this.texts;
    const lines = [
      `${load.id} · ${this.model.families[load.tone].label} · ${load.grade}${load.pallet ? " · " + load.pallet : ""}`,
      `${this.model.lanes[bar.lane].label}${bar.label ? " · " + bar.label : ""}${bar.kind === "cure" ? " · " + t.curing : ""}`,
      `${this.fullName(bar.workFrom)} – ${this.fullName(bar.workTo)}`,
      `${t.elements}: ${load.elements.length} · ${t.due}: ${this.fullName(load.due)}`,
    ];
    if (load.late) lines.push(`▲ ${t.late}: ${this.fullName(load.finish)}`);
    return lines.join("\n");
  }
}

function nearest(bars, second) {
  let best = null;
  for (const bar of bars) {
    if (!best || Math.abs(bar.from - second) < Math.abs(best.from - second)) best = bar;
  }
  return best;
}
