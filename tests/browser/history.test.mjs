// Decisions in order, without a page: what is one step, what is none, and what becomes of a step that fails. No browser is needed for this.

import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { History } from '../../www/history.js';

const recipe = (clustering = {}, columns = []) => ({ version: 1, columns, clustering: { k_max: 10, seed: 42, ...clustering } });
const state = (k, clustering = {}, columns = []) => ({ recipe: recipe({ k, ...clustering }, columns), k });
const ASKED = { asked: true, last: true, gesture: null };

describe('decisions in order', () => {
  /** @type {History} */
  let history;
  let told = 0;
  beforeEach(() => {
    told = 0;
    history = new History(() => { told += 1; });
    history.begin(state(3));
  });
  const names = () => [history.before, history.after].map((steps) => steps.map(({ what }) => what));

  it('are called by what they change', () => {
    const column = (name, role) => ({ name, role, missing: 'median', transform: 'none', scale: 'standard' });
    history.arrived(state(4), ASKED);
    history.arrived(state(4, { seed: 1 }), ASKED);
    history.arrived(state(4, { seed: 1, k_max: 12, trim: 0.1 }), ASKED);
    history.arrived(state(4, { seed: 1, k_max: 12, trim: 0.1 }, [column('a\u202eb', 'feature')]), ASKED);
    history.arrived(state(4, { seed: 1, k_max: 12, trim: 0.1 }, [column('a\u202eb', 'descriptor'), column('c', 'feature')]), ASKED);
    history.arrived({ ...state(1), recipe: { ...recipe(), reading: { decimal: 'comma' }, filters: [{ column: 'c', rows: 'keep' }] } }, { ...ASKED, what: 'settings of the link' });
    assert.deepEqual(names()[0], ['four segments', 'other random starts', 'the limits, the method', '“a b”', '2 columns', 'settings of the link']);
    assert.equal(told, 7);
  });

  it('are none where nobody asked, nothing changed, or it is the way back', () => {
    history.arrived(state(4), { ...ASKED, asked: false });
    history.arrived(state(4), ASKED);
    history.overlook();
    history.arrived(state(5), ASKED);
    assert.deepEqual(names(), [[], []]);
    history.arrived(state(6), ASKED);
    assert.deepEqual(history.undo(), { what: 'six segments', way: { type: 'state', state: state(5) } });
    history.arrived(state(5), ASKED);
    assert.deepEqual(names(), [[], ['six segments']]);
  });

  it('can be made again though another number was shown on the way back', () => {
    history.arrived(state(4, { seed: 1 }), ASKED);
    history.undo();
    history.arrived(state(5, { seed: 1 }), { ...ASKED, asked: false, last: false });
    history.arrived(state(3), ASKED);
    assert.deepEqual(names(), [[], ['other random starts']]);
  });

  it('are one as long as a control is held', () => {
    for (const k of [4, 5, 6]) history.arrived(state(k), { ...ASKED, gesture: 1 });
    history.arrived(state(7), { ...ASKED, gesture: 2 });
    assert.deepEqual(names()[0], ['six segments', 'seven segments']);
    history.undo();
    history.arrived(state(6), ASKED);
    assert.deepEqual(history.undo()?.way, { type: 'state', state: state(3) });
  });

  it('are as before where they fail', () => {
    history.arrived(state(4), ASKED);
    history.named({ segment: 1, name: 'Friends' }, { name: 'Young', renamed: false });
    assert.deepEqual(names()[0], ['four segments', 'the name “Friends”']);
    history.failed();
    assert.deepEqual(names()[0], ['four segments']);
    history.undo();
    history.failed();
    assert.deepEqual(names(), [['four segments'], []]);
    history.undo();
    history.arrived(state(3), ASKED);
    history.redo();
    history.failed();
    assert.deepEqual(names(), [[], ['four segments']]);
  });

  it('give a name back as it was', () => {
    history.named({ segment: 2, name: '' }, { name: 'Friends', renamed: true });
    history.arrived(state(3), ASKED);
    history.named({ segment: 2, name: '' }, { name: 'Young', renamed: false });
    assert.deepEqual(history.undo(), { what: 'its own name', way: { type: 'name', segment: 2, name: 'Friends' } });
    assert.equal(history.undo(), null, 'a name it has already is no decision');
  });
});
