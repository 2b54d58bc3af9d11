//! The query language of Azure Resource Graph over tables that the caller supplies: text in, columns and rows out.
//!
//! It follows <https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language>. What is missing is
//! refused by name and place. A query has a budget of work, so that none can hold up the process or exhaust its memory.
//! **Left out:** HTTP, scopes, paging, and the clock: the caller says what `now()` is.

mod aggregate;
mod arithmetic;
mod ast;
mod budget;
mod check;
mod context;
mod error;
mod eval;
mod frame;
mod functions;
#[cfg(test)]
mod fuzz;
mod join;
mod lexer;
mod literal;
mod matching;
mod names;
mod order;
mod parser;
mod pipeline;
mod reshape;
mod summarize;
mod table;
#[cfg(test)]
mod tests;
mod value;

use jiff::Timestamp;
use serde_json::{Map, Value as Json, json};

pub use self::{
    error::QueryError,
    table::{Column, Table},
};

/// The longest query that is read, in bytes. Azure's own limit is not published.
const MAX_QUERY_BYTES: usize = 128 * 1024;

/// Where the rows come from.
pub trait Tables {
    /// The table of this name, which is in small letters; `None` if there is no such table.
    fn table(&self, name: &str) -> Option<Table>;
}

impl<F: Fn(&str) -> Option<Table>> Tables for F {
    fn table(&self, name: &str) -> Option<Table> {
        self(name)
    }
}

/// What a query found: each row has as many cells as there are columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// The rows, in order, ready for the wire.
    pub rows: Vec<Vec<Json>>,
}

impl Output {
    /// Some of the rows as `resultFormat: objectArray` has them.
    pub fn object_array(&self, rows: impl Iterator<Item = Vec<Json>>) -> Json {
        let names = || self.columns.iter().map(|column| column.name.clone());
        rows.map(|row| Json::Object(names().zip(row).collect::<Map<_, _>>())).collect()
    }

    /// Some of the rows as `resultFormat: table` has them.
    pub fn table(&self, rows: impl Iterator<Item = Vec<Json>>) -> Json {
        let columns: Vec<_> = self
            .columns
            .iter()
            .map(|column| json!({"name": column.name, "type": column.kind.wire_name()}))
            .collect();
        json!({"columns": columns, "rows": rows.collect::<Vec<_>>()})
    }
}

/// Runs a query at a time, which is what `now()` says.
///
/// # Errors
/// [`QueryError`] with the code and, where there is one, the place in the text.
pub fn run(query: &str, tables: &dyn Tables, now: Timestamp) -> Result<Output, QueryError> {
    let find = || {
        if query.len() > MAX_QUERY_BYTES {
            let message = format!("The query is longer than {MAX_QUERY_BYTES} bytes.");
            return Err(QueryError::new(error::ErrorCode::QueryTooLarge, message));
        }
        let parsed = parser::parse(query)?;
        let context = context::Context::new(now);
        let frame = pipeline::Runner { context: &context, tables }.run(&parsed)?;
        // Many cells can share one large value until they are written out.
        for value in frame.rows.iter().flatten() {
            context.budget.charge_value(value.size())?;
        }
        Ok(Output {
            columns: frame.columns,
            rows: frame.rows.iter().map(|row| row.iter().map(value::Value::to_json).collect()).collect(),
        })
    };
    find().map_err(|error| error.located(query))
}
