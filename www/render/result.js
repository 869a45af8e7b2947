// The result: headline, number of segments, map beside segments, and one section for each question behind it.

import { button, byId, h, icon, say, theirsAll } from '../dom.js';
import { count, counted, inWords, perCent, size, unparted } from '../format.js';
import { forget } from '../highlight.js';
import { tellMarks } from '../mark.js';
import { Turns } from '../turns.js';
import { showAlert } from './alert.js';
import { createApart } from './apart.js';
import { createCards } from './cards.js';
import { createClear } from './clear.js';
import { createColumns } from './columns.js';
import { createElbow } from './elbow.js';
import { createJump } from './jump.js';
import { createMap } from './map.js';
import { createNotice } from './notice.js';
import { createOffers } from './offers.js';
import { createOrders } from './orders.js';
import { createPlayer } from './player.js';
import { createQuestions } from './questions.js';
import { createRecipe } from './recipe.js';
import { createRules } from './rule.js';
import { createSegments } from './segments.js';
import { createShare } from './share.js';
import { createSteps } from './steps.js';
import { createSummary } from './summary.js';
import { createSure, recommended } from './sure.js';
import { createTake } from './take.js';
import { createValue } from './value.js';
import { createWays } from './ways.js';
import { createWhatIf } from './what_if.js';

/** @import { Customer, Error, Export, ExportOptions, Init, ReadingView, Recipe, RelatedView, Request, View } from '../protocol' */
/** @import { History } from '../history' */
/** @import { Keeping } from '../keeping' */
/** @import { Lookup } from '../lookups' */
/** @import { Orders } from './orders' */

/**
 * @typedef {{
 *   lookUp(event: Lookup, gesture?: number): void, undo(): void, redo(): void, keeping: Keeping, keep(on: boolean): void, apply(recipe: Recipe): void, download(what: Export, options?: ExportOptions): void, loadRecipe(): void, chooseFile(): void, stopChecks(): void,
 *   whatIf(customer: Customer): void, planTrial(request: Request): void, preview(recipe: Recipe, column: string): void,
 *   watch(start: Init, draw: number): void, listBorder(): void,
 *   sheets: { others(): boolean, choose(): void }, orders: Orders,
 * }} Actions
 */

/** @typedef {'new' | 'applied' | 'changed'} Why a file was opened, a recipe was applied, or only k or axes changed */

/** @type {RelatedView} */
const NOTHING_RELATED = { columns: [], r: [], pairs: [], shares: [] };

/** Features named at the top; all of them stand in the table of columns. */
const MOST_FEATURES = 12;

/** @param {Actions} actions */
export function createResult({ lookUp, undo, redo, keeping, keep, apply, download, loadRecipe, chooseFile, stopChecks, whatIf, planTrial, preview, watch, listBorder, sheets, orders }) {
  /** @param {number} k @param {number} [gesture] */
  const choose = (k, gesture) => lookUp({ type: 'choose', k }, gesture);
  const title = h('h1', { tabindex: -1 });
  const lead = h('p', { class: 'lead' });
  const caution = h('bdi', {});
  const cautioned = h('p', { class: 'caution', hidden: true }, caution);
  const saveText = h('span', {});
  const take = createTake({ download, keeping });
  const save = h('button', { type: 'button', class: 'btn primary', onclick: take.saveFile }, icon('down'), saveText);
  const problem = h('div', { class: 'alert', role: 'alert', hidden: true });
  const notice = createNotice();
  const steps = createSteps({ undo, redo });
  const questions = createQuestions(apply);
  const offers = createOffers(apply);
  /** Where parts that are lent belong. */
  const places = { questions: document.createComment(''), columns: document.createComment('') };
  const picker = createPicker(choose);
  const sure = createSure({ choose, stop: stopChecks });
  const read = h('dd', {});
  const features = h('dd', {});
  const jump = createJump();
  const map = createMap((x, y) => lookUp({ type: 'show_axes', x, y }));
  const segments = createSegments();
  const ways = createWays({ choose, chooseFile });
  const elbow = createElbow({ choose, apply });
  const clear = createClear({ list: listBorder, download: () => download('labelled_file', { border: true, columns: ['runner_up', 'confidence'] }) });
  const player = createPlayer(watch);
  const apart = createApart();
  const cards = createCards({
    rename: (segment, name) => lookUp({ type: 'rename', segment, name }),
    plan: planTrial,
    groups: () => download('trial'),
  });
  const value = createValue();
  const rules = createRules();
  const more = createWhatIf(whatIf);
  const columns = createColumns(apply, preview, sheets);
  const folding = createOrders(orders, () => {
    turns.finish();
    return columns.filters();
  });
  const summary = createSummary({ download: take.saveFile });
  const share = createShare({ keeping, keep, download: () => download('recipe') });
  const recipe = createRecipe({ apply, download: () => download('recipe'), load: loadRecipe }, share.element);

  byId('result').append(
    h('div', { class: 'head' }, h('div', {}, title, lead, cautioned), h('div', { class: 'row head-act' }, ...steps.elements, save)),
    folding.element, notice.element, problem, places.questions, questions.element, offers.element,
    h('dl', { class: 'facts' },
      h('div', {}, h('dt', {}, 'How sure'), sure.element),
      h('div', {}, h('dt', {}, picker.label), h('dd', {}, picker.element)),
      h('div', {}, h('dt', {}, 'Read'), read),
      h('div', {}, h('dt', {}, 'Told apart by'), features)),
    jump.element,
    h('div', { class: 'over' }, map.element, segments.element), ways.element,
    cards.element, value.element, elbow.element, clear.element, player.element, apart.element, rules.element, more.element, places.columns, columns.element, take.element, recipe.element, summary.element);

  /** What is shown, with the points of its map and why it came. @type {{ view: View, points: Uint8Array<ArrayBuffer>, why: Why } | null} */
  let shown = null;
  /**
   * A part of the page with how it is filled, and touched where the checks tell something of it.
   *
   * @param {{ element: Element }} part
   * @param {(about: NonNullable<typeof shown>) => void} fill
   * @param {(view: View) => void} [touch]
   */
  const part = ({ element }, fill, touch) => ({
    elements: [element],
    fill: () => shown && fill(shown),
    touch: touch && (() => shown && touch(shown.view)),
  });
  const ofColumns = part(columns, ({ view }) => columns.update(view));
  const turns = new Turns(byId('result'), [
    part(map, ({ view, points }) => map.update(view, points), map.trust),
    part(segments, ({ view }) => segments.update(view), segments.trust),
    part(ways, ({ view }) => ways.update(view), ways.update),
    part(cards, ({ view }) => cards.update(view), cards.trust),
    part(value, ({ view }) => value.update(view)),
    part(elbow, ({ view }) => elbow.update(view), elbow.update),
    part(clear, ({ view }) => clear.update(view), (view) => clear.update(view, false)),
    part(player, ({ view }) => player.update(view)),
    part(apart, ({ view }) => apart.update(view)),
    part(rules, ({ view }) => rules.update(view.rules)),
    part(more, ({ view, why }) => more.update(view, why === 'changed')),
    ofColumns,
    part(take, ({ view, points }) => take.update(view, points), take.trust),
    part(recipe, ({ view, why }) => {
      recipe.update(view, why);
      share.update(view);
    }),
    // Which parts have something to say is known once they are filled.
    { elements: [], fill: jump.update, touch: jump.update },
  ]);

  /** Brings what was lent back to its place; what is there is left alone, as moving it would take focus away. */
  function takeBack() {
    for (const [place, { element }] of /** @type {const} */ ([[places.questions, questions], [places.columns, columns]])) {
      if (place.nextSibling !== element) place.after(element);
    }
  }

  /** What the checks say of it all: the rest takes its turn. @param {View} view */
  function trust(view) {
    const { verdict } = view.trust;
    tellMarks(view);
    // What is found among rows that are no customers is no news of customers.
    const rows = view.caution !== null;
    say(title, rows ? 'A list of orders' : verdict?.headline ?? view.headline);
    byId('result').classList.toggle('together', view.k === 1 && verdict?.recommended === 1);
    say(lead, rows ? '' : unparted(verdict?.lead ?? view.lead));
    lead.hidden = rows;
    say(caution, view.caution ?? '');
    cautioned.hidden = !rows;
    save.classList.toggle('primary', !rows);
    sure.update(view);
    picker.update(view);
    summary.trust(view);
  }

  return {
    title,
    recipe,
    tell: notice.show,
    /** @param {History} history */
    steps: (history) => steps.update(history),
    /** Where the page is at home, or whether anything is kept, has changed. */
    home() {
      share.home();
      take.home();
    },
    saveFile: take.saveFile,
    suggest: columns.suggest,
    told: more.show,
    film: player.show,
    border: clear.show,
    trial: cards.trial,
    previewed: columns.previewed,
    /** @param {Error} error */
    fail(error) {
      showAlert(problem, error);
      problem.scrollIntoView({ block: 'nearest' });
    },
    /** How far the download is; null when none is being written. @param {number | null} share */
    saving(share) {
      saveText.textContent = share === null ? 'CSV with segments' : `Writing, ${perCent(Math.floor(share * 100))}`;
      save.setAttribute('aria-busy', String(share !== null));
    },
    /**
     * @param {View} view
     * @param {Uint8Array<ArrayBuffer>} points
     * @param {Why} why
     */
    update(view, points, why) {
      // What is left of another result is not to be taken for this one's.
      if (shown?.why !== 'changed') turns.finish();
      shown = { view, points, why };
      forget();
      takeBack();
      problem.hidden = true;
      save.setAttribute('aria-label', `CSV with segments, about ${size(view.reading.bytes)}: your file with a segment in every row`);
      read.replaceChildren(...readFact(view));
      features.replaceChildren(...theirsAll(view.features, MOST_FEATURES));
      offers.update(view);
      summary.update(view);
      trust(view);
      if (why !== 'changed') {
        folding.update(view);
        questions.update(view);
      }
      turns.fill(why !== 'changed', (each) => each !== ofColumns || why !== 'changed');
    },
    /**
     * What decides about a file that has no result, to be shown elsewhere until there is one.
     *
     * @param {ReadingView} reading
     * @param {Recipe} recipe the one that led to none
     */
    lend(reading, recipe) {
      const read = { reading, recipe, notes: reading.findings, related: NOTHING_RELATED };
      turns.forget();
      columns.update(read);
      questions.update(read);
      return [questions.element, columns.element];
    },
    /** The checks have found more of the result shown. @param {View} view */
    checked(view) {
      if (shown) shown.view = view;
      trust(view);
      turns.touch();
      // The last word is there for all parts at once.
      if (view.trust.pace !== 'running') turns.finish();
    },
  };
}

/** @param {View} view */
function readFact(view) {
  const unusual = view.unusual?.size ?? 0;
  const left = view.reading.rows - view.rows_used - unusual;
  const text = [
    `${view.caution === null ? counted(view.rows_used, 'customer', 'customers') : counted(view.rows_used, 'row', 'rows')} in ${counted(view.reading.columns.length, 'column', 'columns')}`,
    unusual > 0 && `${count(unusual)} unusual set aside`,
    left > 0 && `${counted(left, 'row', 'rows')} left out`,
    view.gaps_filled > 0 && `${counted(view.gaps_filled, 'gap', 'gaps')} filled`,
  ].filter(Boolean).join('; ');
  return [`${text}. `, h('a', { href: '#read' }, 'Columns and reasons')];
}

/** The slider for the number of segments. @param {(k: number, gesture?: number) => void} choose */
function createPicker(choose) {
  /** Counts how often the slider was let go: until then its numbers are one choice. */
  let gesture = 0;
  const input = h('input', { type: 'range', id: 'k', step: 1, oninput: () => choose(Number(input.value), gesture), onchange: () => { gesture += 1; } });
  const output = h('output', { for: 'k' });
  /** @param {number} by */
  const step = (by) => choose(Math.min(Math.max(Number(input.value) + by, Number(input.min)), Number(input.max)));
  return {
    label: h('label', { for: 'k' }, 'Number of segments'),
    element: h('div', { class: 'picker' },
      button('−', () => step(-1), { class: 'btn icon', 'aria-label': 'One segment fewer' }), input,
      button('+', () => step(1), { class: 'btn icon', 'aria-label': 'One segment more' }), output),
    /** @param {View} view */
    update(view) {
      const ks = view.elbow.points.map(({ k }) => k);
      input.min = String(Math.min(...ks));
      input.max = String(Math.max(...ks));
      input.value = String(view.k);
      input.setAttribute('aria-valuetext', `${inWords(view.k)} segments${view.trust.verdict && view.k === recommended(view) ? ', recommended' : ''}`);
      const [k, words] = [count(view.k), note(view)];
      if (output.textContent !== k + words) output.replaceChildren(h('strong', {}, k), words);
    },
  };
}

/** @param {View} view */
function note(view) {
  const best = recommended(view);
  // Until the checks are done nothing is recommended: what is shown is where the curve bends.
  if (best !== null && !view.trust.verdict) return view.k === best ? ' the bend' : ` (the bend: ${count(best)})`;
  if (best === null) return ' no clear elbow';
  if (best === 1 && view.k > 1) return ' none recommended';
  return view.k === best ? ' recommended' : ` (${count(best)} recommended)`;
}
