//! A query from its source through its operators.

use super::{
    Tables,
    ast::{Action, Query, Source, Union},
    check,
    context::Context,
    error::{ErrorCode, QueryError},
    frame::{Frame, MAX_COLUMNS, too_many_columns},
    join, order, reshape, summarize,
    table::{Column, Kind},
    value::Value,
};

/// What a query runs with.
pub(crate) struct Runner<'r> {
    pub(crate) context: &'r Context,
    pub(crate) tables: &'r dyn Tables,
}

impl Runner<'_> {
    pub(crate) fn run(&self, query: &Query) -> Result<Frame, QueryError> {
        let mut frame = match &query.source {
            Source::Table { name, at } => self.table(name, *at)?,
            Source::Query(inner) => self.run(inner)?,
            Source::Union(union) => join::union(self.context, union, self.legs(union)?)?,
        };
        for operator in &query.operators {
            frame = self.apply(&operator.action, frame).map_err(|error| error.at(operator.at))?;
            if frame.columns.len() > MAX_COLUMNS {
                return Err(too_many_columns().at(operator.at));
            }
        }
        Ok(frame)
    }

    fn table(&self, name: &str, at: usize) -> Result<Frame, QueryError> {
        let table = self.tables.table(name).ok_or_else(|| {
            let message = format!("The table '{name}' is not known.");
            QueryError::new(ErrorCode::UnknownTable, message).at(at).token(name)
        })?;
        Frame::read(table, &self.context.budget).map_err(|error| error.at(at))
    }

    fn apply(&self, action: &Action, mut frame: Frame) -> Result<Frame, QueryError> {
        let context = self.context;
        match action {
            Action::Where(condition) => {
                check::predicate(condition, &frame.columns)?;
                let keep = frame
                    .iter()
                    .map(|row| Ok(context.evaluate(condition, row)?.as_bool() == Some(true)))
                    .collect::<Result<Vec<_>, QueryError>>()?;
                let mut keep = keep.into_iter();
                frame.rows.retain(|_| keep.next().unwrap_or(false));
                Ok(frame)
            }
            Action::Project(list) => reshape::project(context, &frame, list),
            Action::Extend(list) => reshape::extend(context, frame, list),
            Action::ProjectAway(patterns) => reshape::project_away(context, &frame, patterns),
            Action::ProjectKeep(patterns) => reshape::project_keep(context, &frame, patterns),
            Action::ProjectReorder(patterns) => reshape::project_reorder(context, &frame, patterns),
            Action::ProjectRename(renames) => reshape::project_rename(frame, renames),
            Action::Summarize { aggregates, by } => summarize::summarize(context, &frame, aggregates, by),
            Action::Sort(keys) => order::sort(context, frame, keys),
            Action::Take(count) => {
                frame.rows.truncate(*count);
                Ok(frame)
            }
            Action::Distinct(patterns, list) => {
                let chosen = if list.is_empty() {
                    reshape::project_keep(context, &frame, patterns)?
                } else {
                    reshape::project(context, &frame, list)?
                };
                reshape::distinct(context, chosen)
            }
            Action::Count => Ok(Frame {
                columns: vec![Column::new("Count", Kind::Long)],
                rows: vec![vec![Value::Long(i64::try_from(frame.rows.len()).unwrap_or(i64::MAX))]],
            }),
            Action::Expand(expand) => reshape::expand(context, &frame, expand),
            Action::Join(wanted) => join::join(context, wanted, &frame, &self.run(&wanted.right)?),
            Action::Union(union) => {
                let mut legs = vec![("union_arg0".to_owned(), frame)];
                legs.extend(self.legs(union)?);
                join::union(context, union, legs)
            }
            Action::Parse(parse) => reshape::parse(context, frame, parse),
        }
    }

    /// The other sides of a union, with what `withsource` calls them.
    fn legs(&self, union: &Union) -> Result<Vec<(String, Frame)>, QueryError> {
        let legs = union.legs.iter().enumerate().map(|(index, leg)| {
            let name = match &leg.source {
                Source::Table { name, .. } if leg.operators.is_empty() => name.clone(),
                _ => format!("union_arg{}", index + 1),
            };
            Ok((name, self.run(leg)?))
        });
        legs.collect()
    }
}
