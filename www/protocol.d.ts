// The wire as the type checker knows it. src/protocol.rs and what it uses are the declaration; a test compares the names.
// `number | null` is an `Option<number>`. Whole numbers up to 2^53 keep their value.

// src/error.rs

export type ErrorKind = 'file' | 'table' | 'recipe' | 'option' | 'memory';

export interface Error {
  kind: ErrorKind;
  place: string;
  what: string;
  advice: string;
}

// src/note.rs

export type NoteKind = 'encoding' | 'dialect' | 'ragged' | 'cells' | 'header' | 'preparation' | 'clustering';

export interface Note {
  kind: NoteKind;
  column?: string;
  count: number;
  rows: number[];
  text: string;
}

// src/table.rs

export type ColumnType = 'number' | 'category' | 'text' | 'empty';

// src/table/first.rs

export type CellState = 'fine' | 'missing' | 'problem' | 'withheld';

export interface FirstCell {
  text: string;
  state: CellState;
}

export interface FirstRow {
  cells: FirstCell[];
  ragged: boolean;
}

// src/meaning/mod.rs

export type Meaning =
  | 'spend' | 'category_spend' | 'basket' | 'profit' | 'frequency' | 'channel_orders' | 'recency' | 'tenure'
  | 'since' | 'quantity' | 'discount' | 'engagement' | 'returns' | 'loyalty' | 'rating' | 'nps' | 'complaints'
  | 'response' | 'consent' | 'income' | 'balance' | 'debt' | 'credit_limit' | 'delay' | 'credit_score' | 'age'
  | 'birth_year' | 'gender' | 'children' | 'household' | 'family' | 'education' | 'occupation' | 'place' | 'category'
  | 'channel' | 'payment' | 'plan' | 'churn' | 'outcome' | 'economy' | 'identifier' | 'other';

// src/kmeans/options.rs

export type Init = 'k_means_plus_plus' | 'plain_k_means_plus_plus' | 'random_rows' | 'data_space' | 'given';

export interface Options {
  k: number;
  init: Init;
  tolerance: number;
  max_iterations: number;
  swaps: number;
  seed: number;
  start: number;
}

// src/recipe/column.rs

export type Role = 'feature' | 'descriptor' | 'identifier' | 'ignored';
export type Missing = 'median' | 'mean' | 'most_frequent' | 'constant' | 'drop' | 'leave_out';
export type Transform = 'none' | 'log1p' | 'sqrt' | 'yeo_johnson' | 'quantile';
export type Outliers = 'keep' | 'winsorise' | 'iqr' | 'mad' | 'drop';
export type Scale = 'standard' | 'minmax' | 'robust' | 'none';

export interface ColumnRecipe {
  name: string;
  role: Role;
  formula?: string;
  missing: Missing;
  constant?: number;
  gap_feature?: boolean;
  transform: Transform;
  outliers?: Outliers;
  outlier_limit?: number;
  scale: Scale;
  weight?: number;
  group?: string;
  codes?: boolean;
  meaning?: Meaning;
  order?: string[];
  separator?: string;
  most_levels?: number;
  rare?: number;
  reason?: string;
}

// src/recipe.rs

export interface Clustering {
  k_min: number;
  k_max: number;
  k?: number;
  restarts: number;
  seed: number;
  start: Init;
  tolerance: number;
  max_iterations: number;
  swaps: number;
  smallest_share: number;
  smallest_count: number;
  min_size: number;
  centres: number[][];
  trim: number;
  whiten?: number;
  categories: Categories;
  lambda?: number;
}

export interface Recipe {
  version: number;
  orders?: OrdersRecipe;
  columns: ColumnRecipe[];
  filters?: RowFilter[];
  reading?: Reading;
  clustering: Clustering;
}

// src/recipe/plan.rs

export interface FoldPlan {
  customer: string;
  order: string | null;
  date: string | null;
  amount: string[];
  quantity: string | null;
  refunded: string | null;
  cancelled: Cancelled | null;
}

export interface Cancelled {
  column: string;
  levels: string[];
}

// src/recipe/orders.rs

export interface OrdersRecipe {
  plan: FoldPlan;
  filters?: RowFilter[];
  reading?: Reading;
}

// src/recipe/clustering.rs

export type Categories = 'one_hot' | 'prototypes';

// src/recipe/filter.rs

export type FilterRows = 'keep' | 'leave_out';

export interface RowFilter {
  column: string;
  rows: FilterRows;
  values?: string[];
  from?: number | string;
  to?: number | string;
  missing?: boolean;
}

// src/recipe/reading.rs

export type DateOrder = 'day_first' | 'month_first' | 'year_first';

export type DecimalMark = 'point' | 'comma';
export type ReadAs = 'number' | 'date' | 'category' | 'text';

export interface ColumnReading {
  type?: ReadAs;
  decimal?: DecimalMark;
  missing?: string[];
}

export interface Reading {
  encoding?: string;
  delimiter?: string;
  quote?: string;
  header?: boolean;
  preamble_lines?: number;
  decimal?: DecimalMark;
  dates?: Record<string, DateOrder>;
  columns?: Record<string, ColumnReading>;
}

export interface DateQuestion {
  column: string;
  text: string;
  dates: number;
  answers: DateAnswer[];
}

export interface DateAnswer {
  order: DateOrder;
  example: string;
  consequence: string;
}

// src/recipe/format.rs

export interface FileFormat {
  encoding: string;
  delimiter: string;
  quote: string;
  decimal: DecimalMark | null;
  header: boolean;
  preamble_lines: number;
  invalid_bytes: number;
  ragged_rows: number;
}

// src/recipe/decision.rs

export type DecisionKey =
  | 'encoding'
  | 'delimiter'
  | 'quote'
  | 'header'
  | 'preamble_lines'
  | 'decimal'
  | 'type'
  | 'dates'
  | 'missing';

export interface Alternative {
  value: boolean | number | string | string[];
  words: string;
  consequence: string;
}

export interface Decision {
  key: DecisionKey;
  value: boolean | number | string | string[];
  words: string;
  evidence: string;
  given: boolean;
  alternatives: Alternative[];
}

// src/choose/curve.rs

export interface CurvePoint {
  k: number;
  inertia: number;
  explained_variance: number;
  iterations: number;
  starts_agreeing: number;
  starts: number;
}

// src/orders/guess.rs

export interface FoldChoices {
  customers: string[];
  orders: string[];
  dates: string[];
  amounts: string[][];
}

// src/view.rs

export interface ReadingView {
  file: string;
  bytes: number;
  rows: number;
  facts: string[];
  format: FileFormat;
  decisions: Decision[];
  findings: Note[];
  first_rows: FirstRow[];
  questions: DateQuestion[];
  columns: ColumnView[];
  gaps: GapsView;
  orders: OrdersView | null;
}

export interface OrdersView {
  plan: FoldPlan;
  choices: FoldChoices;
}

export interface ColumnView {
  name: string;
  kind: ColumnType;
  role: Role;
  reason: string;
  missing: number;
  distinct: number;
  min: number | null;
  max: number | null;
  mean: number | null;
  levels: string[];
  days: [string, string] | null;
  examples: string[];
  decisions: Decision[];
  shape: ShapeView | null;
}

export interface ShapeView {
  bars: number[];
  skewness: number;
  beyond_fences: number;
  beyond_mad: number;
  treated_bars: number[];
  treated_skewness: number | null;
}

export interface ElbowView {
  points: CurvePoint[];
  knee: number | null;
  text: string;
  band: BandPoint[];
  returns: ReturnPoint[];
}

export interface BandPoint {
  k: number;
  low: number;
  high: number;
}

export interface ReturnPoint {
  k: number;
  overlap: number;
}

export interface TraitView {
  column: string;
  level: string | null;
  role: Role;
  meaning: Meaning;
  mean: number;
  low: number | null;
  high: number | null;
  median: number | null;
  average: number;
  z: number;
  apart: number;
  lift: number | null;
  v_test: number | null;
  q: number | null;
  text: string;
}

export interface SegmentView {
  number: number;
  letter: string;
  name: string;
  own_name: string;
  renamed: boolean;
  words: NameWord[];
  short_name: string;
  size: number;
  share: number;
  percent: number;
  value: SegmentValue | null;
  sentences: string[];
  traits: TraitView[];
  plays: PlayView[];
  typical: CustomerView[];
  borderline: CustomerView[];
  rule: RuleView;
  x: number;
  y: number;
}

export interface MeasureView {
  column: string;
  role: Role;
  level: string | null;
  average: number;
  means: (number | null)[];
  z: number[];
  decimals: number;
  years: boolean;
}

export type Axis = { type: 'component'; number: number } | { type: 'column'; name: string };

export interface AxisView {
  axis: Axis;
  low: string;
  high: string;
  share: number | null;
  min: number;
  max: number;
  years: boolean;
}

export interface MapView {
  x: AxisView;
  y: AxisView;
  shown: number;
  of: number;
  choices: Axis[];
  caption: string;
}

export interface View {
  reading: ReadingView;
  k: number;
  recommended_k: number | null;
  headline: string;
  lead: string;
  caution: string | null;
  rows_used: number;
  gaps_filled: number;
  features: string[];
  elbow: ElbowView;
  trust: TrustView;
  segments: SegmentView[];
  measures: MeasureView[];
  profile: ColumnProfile[];
  drivers: DriverView[];
  value: ValueView | null;
  customer_columns: string[];
  spreads: SpreadView[];
  rules: RulesView;
  related: RelatedView;
  map: MapView;
  unusual: UnusualView | null;
  notes: Note[];
  offers: OfferView[];
  recipe: Recipe;
}

// src/what_if/mod.rs

export interface Customer {
  cells: Record<string, string>;
  row: string;
}

export interface WhatIfView {
  cells: Record<string, string>;
  segment: number | null;
  text: string;
  distances: number[];
  pulls: PullView[];
  problems: string[];
}

export interface PullView {
  column: string;
  cell: string;
  pull: number;
  text: string;
}

// src/view/card.rs

export interface NameWord {
  text: string;
  reason: string;
  evidence: Evidence[];
}

export interface Evidence {
  column: string;
  level: string | null;
  value: number;
  average: number;
  apart: number;
}

export interface PlayView {
  id: string;
  kind: PlayKind;
  title: string;
  text: string;
  reason: string;
  measure: string;
}

export interface CustomerView {
  row: number;
  distance: number;
  next: number | null;
  margin: number;
  values: (number | string | null)[];
}

export interface SegmentValue {
  total: number;
  share: number | null;
  mean: number;
  low: number | null;
  high: number | null;
}

export interface ValueView {
  column: string;
  columns: string[];
  total: number;
  gini: number | null;
  lorenz: LorenzPoint[];
  text: string;
}

export interface LorenzPoint {
  customers: number;
  value: number;
}

export interface DriverView {
  column: string;
  eta_squared: number;
  without: number | null;
  text: string;
}

export interface ColumnProfile {
  column: string;
  role: Role;
  meaning: Meaning;
  eta_squared: number;
  decimals: number;
  everyone: NumberSummary | null;
  segments: NumberSummary[];
  levels: LevelProfile[];
}

export interface NumberSummary {
  count: number;
  missing: number;
  mean: number | null;
  low: number | null;
  high: number | null;
  deviation: number | null;
  first_quartile: number | null;
  median: number | null;
  third_quartile: number | null;
  apart: number;
  v_test: number | null;
  q: number | null;
}

export interface LevelProfile {
  level: string;
  count: number;
  share: number;
  segments: LevelShare[];
}

export interface LevelShare {
  count: number;
  share: number | null;
  lift: number | null;
  v_test: number | null;
  q: number | null;
}

// src/plays/mod.rs

export type PlayKind = 'campaign' | 'offer' | 'recommendation' | 'loyalty' | 'service';

// src/trial/mod.rs

export interface Request {
  segment: number;
  rate: number;
  uplift: number;
  power?: number;
  level?: number;
}

export interface TrialView {
  request: Request;
  size: number;
  each: number;
  holdout: number;
  treated: number;
  enough: boolean;
  detectable: number | null;
  imbalance: number;
  text: string;
}

// src/view/spread.rs

export interface SpreadView {
  column: string;
  role: Role;
  log: boolean;
  edges: number[];
  years: boolean;
  counts: number[][];
}

// src/view/gaps.rs

export interface GapsView {
  complete: number;
  patterns: GapPatternView[];
  others: number;
}

export interface GapPatternView {
  columns: string[];
  rows: number;
  first: number[];
}

// src/view/preview.rs

export interface PreviewView {
  column: string;
  shape: ShapeView | null;
  used: number;
  looked_at: number;
  missing: number;
  error: Error | null;
}

// src/view/related.rs

export interface RelatedView {
  columns: string[];
  r: number[][];
  pairs: PairView[];
  shares: DistanceShare[];
}

export interface PairView {
  a: string;
  b: string;
  r: number;
}

export interface DistanceShare {
  column: string;
  share: number;
}

// src/view/rules.rs

export interface RulesView {
  sentence: string;
  text: string;
  sql: string;
  formula: string;
  agreement: number;
  price: number | null;
}

export interface RuleView {
  ways: string[];
  text: string;
  sql: string;
  formula: string;
  found: number;
  coverage: number;
  precision: number;
}

// src/view/trust.rs

export type Pace = 'running' | 'done' | 'stopped';

export interface TrustView {
  pace: Pace;
  share: number;
  verdict: VerdictView | null;
  panel: PanelRow[];
  votes: Vote[];
  segments: SegmentTrust[];
}

export interface VerdictView {
  kind: Kind;
  recommended: number;
  runner_up: number | null;
  shown: Kind;
  word: string;
  sentence: string;
  reasons: string[];
  headline: string | null;
  lead: string | null;
  mark: string | null;
  anyway: number | null;
}

export interface PanelRow {
  k: number;
  smallest: number;
  useful: boolean;
  silhouette: number | null;
  silhouette_error: number | null;
  measured: number | null;
  silhouette_squared: number | null;
  calinski_harabasz: number | null;
  davies_bouldin: number | null;
  bic: number | null;
  gap: number | null;
  gap_error: number | null;
  prediction: number | null;
  overlap: number | null;
  agreement: number | null;
  redraws: number;
}

export interface SegmentTrust {
  overlap: number | null;
  words: string;
  silhouette: number | null;
  borderline: number | null;
  may_be_two: boolean;
  mark: string | null;
  misplaced: number | null;
  falling: number[];
}

// src/view/votes.rs

export interface Vote {
  index: string;
  k: number;
  by: string;
}

// src/view/film.rs

export type StepKind = 'start' | 'assign' | 'recompute' | 'stop';

export interface FilmStep {
  kind: StepKind;
  iteration: number;
  labels: number | null;
  centres: [number, number][];
  changed: number;
  left: number | null;
  text: string;
}

export interface FilmView {
  start: Init;
  draw: number;
  k: number;
  shown: number;
  of: number;
  labelings: number;
  x: AxisView;
  y: AxisView;
  steps: FilmStep[];
  text: string;
}

// src/view/border.rs

export interface BorderView {
  all: number | null;
  segments: number[];
  customers: CustomerView[];
  text: string;
}

// src/validate/rule.rs

export type Kind = 'natural' | 'reproducible' | 'constructed' | 'none';

// src/validate/null.rs

export type Null = 'uniform' | 'gaussian';

// src/validate/check.rs

export type Check =
  | { type: 'measure' }
  | { type: 'redraws'; first: number; count: number }
  | { type: 'halves'; first: number; count: number }
  | { type: 'reference'; from: number; null: Null; number: number };

// src/ingest/packing.rs

export type Packing = 'gzip' | 'zip' | 'ole' | 'json';

// src/container/wire.rs

export interface SheetView {
  name: string;
  hidden: boolean;
  empty: boolean;
  rows: number;
  columns: number;
  first: string[];
}

export type Input =
  | { type: 'begin'; files: FileMeta[]; sheet: string | null }
  | { type: 'bytes' }
  | { type: 'sheet'; name: string };

export type Answer =
  | { type: 'read'; file: number; offset: number; length: number; share: number }
  | { type: 'part' }
  | { type: 'plain' }
  | { type: 'sheets'; sheets: SheetView[] }
  | { type: 'done'; name: string; origin: Origin; sheets: SheetView[]; sheet: string | null }
  | { type: 'failed'; error: Error };

// src/view/unusual.rs

export interface UnusualView {
  name: string;
  size: number;
  share: number;
  text: string;
}

// src/view/offer.rs

export interface OfferView {
  text: string;
  button: string;
  recipe: Recipe;
}

// src/protocol.rs

export interface Job {
  job: number;
  options: Options;
  resume: boolean;
  check: Check | null;
  part: number | null;
  variant: number | null;
}

export interface FileMeta {
  name: string;
  size: number;
}

export interface Origin {
  facts: string[];
  notes: Note[];
  typed: boolean;
  descriptors: string[];
  orders?: OrdersRecipe | null;
}

export type Export = 'labelled_file' | 'profile' | 'recipe' | 'trial' | 'cards';
export type LabelColumn = 'name' | 'distance' | 'runner_up' | 'confidence' | 'mark' | 'trial_group';
export type TableFormat = 'comma' | 'comma_marked' | 'tab' | 'semicolon';

export interface ExportOptions {
  columns?: LabelColumn[];
  only?: number | null;
  border?: boolean;
  format?: TableFormat;
}

export type Event =
  | { type: 'open'; file: FileMeta; recipe: Recipe | null }
  | { type: 'open_made'; file: FileMeta; origin: Origin; recipe: Recipe | null }
  | { type: 'bytes'; request: number }
  | { type: 'read_failed'; request: number; reason: string }
  | { type: 'job_done'; job: number }
  | { type: 'job_progress'; job: number; share: number }
  | { type: 'wake' }
  | { type: 'choose'; k: number }
  | { type: 'show_axes'; x: Axis; y: Axis }
  | { type: 'apply'; recipe: Recipe }
  | { type: 'preview'; recipe: Recipe; column: string }
  | { type: 'rename'; segment: number; name: string }
  | { type: 'recall_names' }
  | { type: 'plan_trial'; request: Request }
  | { type: 'what_if'; customer: Customer }
  | { type: 'watch'; start: Init; draw: number }
  | { type: 'list_border' }
  | { type: 'settle' }
  | { type: 'fold'; plan: FoldPlan; filters?: RowFilter[] }
  | { type: 'export'; export: Export; options?: ExportOptions }
  | { type: 'sample' }
  | { type: 'workers'; count: number }
  | { type: 'cancel' }
  | { type: 'drill' };

export type Action =
  | { type: 'read_range'; request: number; offset: number; length: number }
  | { type: 'load_matrix' }
  | { type: 'load_part'; worker: number }
  | ({ type: 'run_job' } & Job)
  | { type: 'stop_jobs' }
  | { type: 'wake' }
  | { type: 'emit'; output: Output };

export type Phase = 'reading' | 'preparing' | 'clustering' | 'describing' | 'exporting';

export type Output =
  | { type: 'progress'; phase: Phase; share: number; total: number; detail: string }
  | { type: 'packed'; packing: Packing }
  | { type: 'opened'; reading: ReadingView; recipe: Recipe; suggested: Recipe }
  | { type: 'curve'; elbow: ElbowView }
  | { type: 'segmented'; view: View }
  | { type: 'checked'; elbow: ElbowView; trust: TrustView }
  | { type: 'film'; film: FilmView }
  | { type: 'border'; border: BorderView }
  | { type: 'names' }
  | { type: 'trial'; trial: TrialView }
  | { type: 'what_if'; answer: WhatIfView }
  | { type: 'preview'; preview: PreviewView }
  | { type: 'download_part'; name: string; media_type: string; last: boolean }
  | { type: 'customers'; name: string; origin: Origin; recipe: Recipe | null }
  | { type: 'sample_file'; name: string }
  | { type: 'failed'; error: Error }
  | { type: 'cancelled' };
