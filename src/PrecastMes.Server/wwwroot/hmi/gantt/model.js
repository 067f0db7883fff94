// The plan as the canvas needs it: rows (groups and their lanes), bars by lane in order of start, load by index.
// Times are seconds since the plan's start; `origin` is that start in milliseconds since the epoch.

export class Model {
  constructor(document) {
    Object.assign(this, document);
    this.collapsed = new Set(this.groups.filter(g => g.collapsed).map(g => g.id));
    this.byLane = this.lanes.map(() => []);
    this.byLoad = this.loads.map(() => []);
    for (const [lane, load, kind, from, to, workFrom, workTo, label, rests] of this.bars) {
      const bar = { lane, load, kind, from, to, workFrom, workTo, label, rests };
      this.byLane[lane].push(bar);
      this.byLoad[load].push(bar);
    }
    this.byLane.forEach(list => list.sort((a, b) => a.from - b.from));
    this.byLoad.forEach(list => list.sort((a, b) => a.from - b.from));
    this.actual = this.lanes.map(() => []);
    this.told = new Set();
    this.laneIndex = new Map(this.lanes.map((lane, i) => [lane.id, i]));
    this.loadIndex = new Map(this.loads.map((load, i) => [load.id, i]));
    this.groups.forEach(group => { group.use = useOf(group.lanes.flatMap(i => this.byLane[i])); });
    this.arrange();
  }

  // Rows from top to bottom; each group has its heading, and its lanes unless it is collapsed.
  arrange(laneHeight = 22, groupHeight = 26) {
    this.rows = [];
    this.rowOfLane = new Map();
    let top = 0;
    for (const group of this.groups) {
      this.rows.push({ group, top, height: groupHeight });
      top += groupHeight;
      if (this.collapsed.has(group.id)) continue;
      for (const lane of group.lanes) {
        this.rowOfLane.set(lane, this.rows.length);
        this.rows.push({ lane, top, height: laneHeight });
        top += laneHeight;
      }
    }
    this.height = top;
  }

  toggle(groupId) {
    if (!this.collapsed.delete(groupId)) this.collapsed.add(groupId);
    this.arrange();
  }

  reveal(lane) {
    const group = this.groups.find(g => g.lanes.includes(lane));
    if (group && this.collapsed.delete(group.id)) this.arrange();
  }

  rowAt(y) {
    return this.rows.find(row => y >= row.top && y < row.top + row.height) ?? null;
  }

  // The bar under a point; the narrower wins, because it lies on top.
  barAt(lane, second, slack) {
    let best = null;
    for (const bar of this.byLane[lane]) {
      if (bar.from - slack > second) break;
      if (bar.to + slack >= second && (!best || bar.to - bar.from < best.to - best.from)) best = bar;
    }
    return best;
  }

  // What really ran: [unit, load, from, to] in milliseconds since the epoch. The same stretch may be told twice.
  addActual(rows) {
    const second = milliseconds => (milliseconds - this.origin) / 1000;
    for (const [laneId, loadId, from, to] of rows) {
      const lane = this.laneIndex.get(laneId), key = `${laneId} ${loadId} ${from}`;
      if (lane === undefined || this.told.has(key)) continue;
      this.told.add(key);
      this.actual[lane].push({ load: this.loadIndex.get(loadId), from: second(from), to: second(to) });
    }
  }

  // A load by its own id, its pallet, or an element of it.
  find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return -1;
    const exact = this.loads.findIndex(l => l.id.toLowerCase() === wanted || l.elements.some(e => e.toLowerCase() === wanted));
    return exact >= 0 ? exact
      : this.loads.findIndex(l => l.id.toLowerCase().includes(wanted) || l.elements.some(e => e.toLowerCase().includes(wanted)));
  }
}

// How many lanes of a group are occupied over time: [second, count] steps.
function useOf(bars) {
  const steps = new Map();
  for (const bar of bars) {
    steps.set(bar.from, (steps.get(bar.from) ?? 0) + 1);
    steps.set(bar.to, (steps.get(bar.to) ?? 0) - 1);
  }
  let count = 0;
  return [...steps.keys()].sort((a, b) => a - b).map(second => [second, count += steps.get(second)]);
}
