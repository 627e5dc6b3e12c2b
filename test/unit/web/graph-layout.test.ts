// Where nodes and names lie: the same each time, nothing outside of the box, names apart.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Extent, fitView, keepInSight, project, unproject } from '../../../web/graph/fit.js';
import { clipText, type LabelWish, placeLabels } from '../../../web/graph/labels.js';
import { createLayout, finishedPlaces, type Places } from '../../../web/graph/layout.js';
import { radiusOf } from '../../../web/graph/marks.js';
import { type Graph, mergeGraphs } from '../../../web/graph/model.js';
import { type Arrow, nearestTowards } from '../../../web/graph/move.js';
import { anyGraph, edge, node, SMALL } from './graph-fixtures.js';

const NOTHING: Places = new Map();
const options = (kept: Places = NOTHING, aspect = 1.5) => ({
  kept,
  middle: 'ada',
  aspect,
  radiusOf: (one: Graph['nodes'][number]) => radiusOf(one, one.id === 'ada', 20),
});
const placesOf = (graph: Graph, kept?: Places) => finishedPlaces(createLayout(graph, options(kept)));

describe('the layout', () => {
  test('the same graph has the same places, the middle in the middle', () => {
    const places = placesOf(SMALL);
    expect(placesOf(SMALL)).toEqual(places);
    expect(places.size).toBe(SMALL.nodes.length);
    expect(places.get('ada')).toEqual({ x: 0, y: 0 });
  });

  test('marks do not cover each other', () => {
    const places = [...placesOf(SMALL).values()];
    for (const [i, a] of places.entries())
      for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(20);
  });

  test('what is there stays exactly where it is; newcomers come near their own', () => {
    const before = placesOf(SMALL);
    const newcomers = Array.from({ length: 12 }, (_, i) => `new${i}`);
    const more = { nodes: newcomers.map((id) => node(id)), edges: newcomers.map((id) => edge('bo', 'coauthor', id)) };
    const after = placesOf(mergeGraphs([SMALL, { nodes: [...SMALL.nodes, ...more.nodes], edges: more.edges }]), before);
    for (const [id, place] of before) expect(after.get(id)).toEqual(place);
    const bo = after.get('bo') ?? { x: 0, y: 0 };
    for (const id of newcomers) {
      const { x, y } = after.get(id) ?? { x: Number.NaN, y: 0 };
      expect(Math.hypot(x - bo.x, y - bo.y)).toBeLessThan(400);
    }
  });

  test('any graph, also one in pieces, is laid out and fits', () => {
    fc.assert(
      fc.property(
        anyGraph,
        fc.integer({ min: 240, max: 2000 }),
        fc.integer({ min: 240, max: 1200 }),
        (drawn, width, height) => {
          const graph = mergeGraphs([drawn]);
          const places = finishedPlaces(createLayout(graph, { ...options(), aspect: width / height, middle: 'n0' }));
          const extents = [...places.values()].map((place) => ({ ...place, left: 20, right: 20, up: 20, down: 38 }));
          expectWithin(extents, { width, height });
        },
      ),
      { numRuns: 25 },
    );
  });
});

function expectWithin(extents: readonly Extent[], box: { width: number; height: number }): void {
  const view = fitView(extents, box);
  for (const extent of extents) {
    const { x, y } = project(view, extent);
    expect(x - extent.left).toBeGreaterThanOrEqual(-0.01);
    expect(y - extent.up).toBeGreaterThanOrEqual(-0.01);
    expect(x + extent.right).toBeLessThanOrEqual(box.width + 0.01);
    expect(y + extent.down).toBeLessThanOrEqual(box.height + 0.01);
  }
}

const extents = fc.array(
  fc.record({
    x: fc.integer({ min: -5000, max: 5000 }),
    y: fc.integer({ min: -5000, max: 5000 }),
    left: fc.integer({ min: 0, max: 90 }),
    right: fc.integer({ min: 0, max: 90 }),
    up: fc.integer({ min: 0, max: 60 }),
    down: fc.integer({ min: 0, max: 60 }),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('the view', () => {
  test('everything lies within the box, and no larger scale would do', () => {
    fc.assert(
      fc.property(
        extents,
        fc.integer({ min: 240, max: 2000 }),
        fc.integer({ min: 200, max: 1200 }),
        (all, width, height) => {
          expectWithin(all, { width, height });
          const { k } = fitView(all, { width, height }, 0);
          if (k >= 2) return;
          const across =
            Math.max(...all.map(({ x, right }) => 1.01 * k * x + right)) -
            Math.min(...all.map(({ x, left }) => 1.01 * k * x - left));
          const along =
            Math.max(...all.map(({ y, down }) => 1.01 * k * y + down)) -
            Math.min(...all.map(({ y, up }) => 1.01 * k * y - up));
          expect(across > width || along > height).toBe(true);
        },
      ),
    );
  });

  test('one place is in the middle, none is no trouble', () => {
    const box = { width: 400, height: 300 };
    const view = fitView([{ x: 70, y: -9, left: 5, right: 5, up: 5, down: 5 }], box);
    expect(project(view, { x: 70, y: -9 })).toEqual({ x: 200, y: 150 });
    expect(fitView([], box)).toEqual({ k: 1, x: 200, y: 150 });
    expect(unproject(view, project(view, { x: 3, y: 4 }))).toEqual({ x: expect.closeTo(3), y: expect.closeTo(4) });
  });

  test('a drawing that is moved away stays in sight', () => {
    const box = { width: 800, height: 600 };
    const moves = fc.record({
      k: fc.double({ min: 0.05, max: 6, noNaN: true }),
      x: fc.integer({ min: -90_000, max: 90_000 }),
      y: fc.integer({ min: -90_000, max: 90_000 }),
    });
    fc.assert(
      fc.property(extents, moves, (all, move) => {
        const view = keepInSight(move, all, box);
        const points = all.map((one) => project(view, one));
        expect(view.k).toBe(move.k);
        expect(Math.min(...points.map(({ x }) => x))).toBeLessThanOrEqual(601);
        expect(Math.max(...points.map(({ x }) => x))).toBeGreaterThanOrEqual(199);
        expect(keepInSight(view, all, box)).toEqual({
          k: view.k,
          x: expect.closeTo(view.x, 3),
          y: expect.closeTo(view.y, 3),
        });
      }),
    );
  });
});

describe('names', () => {
  const wishes = fc.array(
    fc.record({
      x: fc.integer({ min: 0, max: 800 }),
      y: fc.integer({ min: 0, max: 600 }),
      radius: fc.integer({ min: 4, max: 15 }),
      width: fc.integer({ min: 10, max: 150 }),
      height: fc.constant(15),
      important: fc.boolean(),
    }),
    { maxLength: 60 },
  );

  test('those written lie within the box and apart, and only important ones cover marks', () => {
    fc.assert(
      fc.property(wishes, (drawn) => {
        const all: LabelWish[] = drawn.map((wish, i) => ({ ...wish, id: `n${i}` }));
        const written = placeLabels(all, { width: 800, height: 600 });
        const boxes = all.flatMap((wish) => {
          const place = written.get(wish.id);
          return place ? [{ wish, x: wish.x + place.dx, y: wish.y + place.dy }] : [];
        });
        for (const [i, { wish, x, y }] of boxes.entries()) {
          expect(Math.abs(x - 400) + wish.width / 2).toBeLessThanOrEqual(400);
          expect(Math.abs(y - 300) + wish.height / 2).toBeLessThanOrEqual(300);
          for (const other of boxes.slice(i + 1)) {
            const isApart =
              Math.abs(x - other.x) >= (wish.width + other.wish.width) / 2 - 1e-6 || Math.abs(y - other.y) >= 15 - 1e-6;
            expect(isApart).toBe(true);
          }
          const covers = (mark: LabelWish) =>
            mark.id !== wish.id &&
            Math.abs(x - mark.x) < wish.width / 2 + mark.radius - 1e-6 &&
            Math.abs(y - mark.y) < wish.height / 2 + mark.radius - 1e-6;
          if (!wish.important) expect(all.some(covers)).toBe(false);
        }
      }),
    );
  });

  test('the first one is written wherever there is room for it', () => {
    const first = { id: 'a', x: 2, y: 596, radius: 8, width: 140, height: 15, important: true };
    const written = placeLabels([first], { width: 800, height: 600 });
    expect(written.get('a')?.dy).toBeLessThan(0);
    expect(written.get('a')?.dx).toBeGreaterThan(60);
  });

  test('texts are clipped between signs that are seen', () => {
    const widthOf = (text: string) => [...text].length * 10;
    expect(clipText('short', 60, widthOf)).toBe('short');
    expect(clipText('much too long', 60, widthOf)).toBe('much…');
    expect(clipText('abc', 5, widthOf)).toBe('…');
    // a family of seven code points is one sign
    expect(clipText('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 80, widthOf)).toBe('👩‍👩‍👧‍👦…');
  });
});

describe('walking', () => {
  const places: Places = new Map(
    Object.entries({ mid: [0, 0], near: [10, 1], far: [30, 0], aside: [4, 60], up: [0, -20] }).map(
      ([id, [x = 0, y = 0]]) => [id, { x, y }],
    ),
  );

  test('the nearest in that direction', () => {
    const go = (from: string, arrow: Arrow) => nearestTowards(places, from, arrow);
    expect(go('mid', 'ArrowRight')).toBe('near');
    expect(go('near', 'ArrowRight')).toBe('far');
    expect(go('mid', 'ArrowDown')).toBe('aside');
    expect(go('mid', 'ArrowUp')).toBe('up');
    expect(go('mid', 'ArrowLeft')).toBeUndefined();
    expect(go('nobody', 'ArrowLeft')).toBeUndefined();
  });
});
