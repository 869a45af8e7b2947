//! Looking at the columns of a file that has been read, a few at a time, and suggesting what to do with them.

use super::compute::Computed;
use super::{Opened, Session, Work};
use crate::protocol::Output;
use crate::recipe::Recipe;
use crate::shape::{GapCounter, Shape};
use crate::view::add_shapes;

/// Cells looked at in a step.
const CELLS_A_STEP: usize = 1 << 20;

/// A file whose columns are being looked at.
#[derive(Debug)]
pub struct Looking {
    opened: Opened,
    recipe: Option<Recipe>,
    /// Whether it is the open file, read in another way.
    again: bool,
    gaps: GapCounter,
}

impl Session {
    /// Begins to look at `opened`, with the recipe to carry out if there is one; `again` says that it is the open file, read in another
    /// way. What was open before is kept until all columns
    /// have been looked at.
    pub(super) fn begin_looking(&mut self, opened: Opened, recipe: Option<Recipe>, again: bool) {
        let gaps = GapCounter::new(&opened.table);
        self.look(Box::new(Looking { opened, recipe, again, gaps }));
    }

    /// Looks at the next columns.
    pub(super) fn look(&mut self, mut looking: Box<Looking>) {
        let Opened { table, shapes, .. } = &mut looking.opened;
        let most = (CELLS_A_STEP / table.rows.max(1)).max(1);
        let next = table.columns.iter().skip(shapes.len()).take(most);
        let found: Vec<Option<Shape>> = next.map(|column| Shape::of(column, table.rows)).collect();
        shapes.extend(found);
        if shapes.len() < table.columns.len() || looking.gaps.step(table, CELLS_A_STEP) {
            self.work = Work::Looking(looking);
            self.out.wake();
        } else {
            self.looked(*looking);
        }
    }

    fn looked(&mut self, Looking { mut opened, recipe, again, gaps }: Looking) {
        opened.gaps = gaps.finish();
        let orders = recipe.as_ref().and_then(|recipe| opened.orders_of(recipe)).cloned();
        if let Some(recipe) = recipe.as_ref().filter(|recipe| opened.holds_customers_of(recipe)) {
            let recipe = Recipe { orders: None, ..recipe.clone() };
            return self.begin_reading(opened.file, opened.origin, Some(recipe), again);
        }
        let mut suggested = Recipe::suggest_by(&opened.table, &opened.shapes);
        if let Some(origin) = &opened.origin {
            suggested.describe_by(&origin.descriptors);
        }
        suggested.reading.clone_from(&opened.choices);
        suggested.orders = opened.origin.as_ref().and_then(|origin| origin.orders.as_deref().cloned());
        if let (Some(orders), Some(recipe)) = (orders, &recipe) {
            if again && let Err(error) = opened.check_orders(&orders) {
                return self.fail(error);
            }
            suggested.filters.clone_from(&orders.filters);
            let recipe = recipe.clone();
            self.tell_opened(opened, suggested.clone(), suggested);
            return self.make_customers(orders, recipe);
        }
        let recipe = match recipe.map(|recipe| opened.with_orders(recipe)).transpose() {
            Ok(recipe) => recipe,
            Err(error) => return self.fail(error),
        };
        // Nothing is refused from here on. What was computed from the file as it was read before is computed anew.
        if let Some(before) = &mut self.opened {
            before.take(Computed::default());
        }
        let recipe = match (recipe, &self.opened) {
            (Some(recipe), Some(before)) if again => recipe.carried(&before.table, &opened.table, &suggested),
            (Some(recipe), _) if recipe.columns.is_empty() => {
                Recipe { columns: suggested.columns.clone(), ..recipe }
            }
            (Some(recipe), _) => recipe,
            (None, _) => suggested.clone(),
        };
        self.tell_opened(opened, recipe.clone(), suggested);
        self.begin_computing(recipe);
    }

    /// The file is open from now on; with `recipe`, where that is carried out.
    fn tell_opened(&mut self, opened: Opened, recipe: Recipe, suggested: Recipe) {
        let mut reading = opened.view(&recipe);
        add_shapes(&mut reading, &opened.shapes, &[]);
        let (reading, suggested) = (Box::new(reading), Box::new(suggested));
        self.out.tell(Output::Opened { reading, recipe: Box::new(recipe), suggested });
        self.opened = Some(opened);
        self.interrupt_checks();
        self.result = None;
    }
}
