//! Rows between two operators.

use super::{
    budget::{Budget, CELL},
    error::{ErrorCode, QueryError},
    table::{Column, Table},
    value::Value,
};

/// How many columns rows may have; names are looked up one by one.
pub(crate) const MAX_COLUMNS: usize = 500;

/// Columns, and rows with as many values.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// One row with the names of its values.
#[derive(Clone, Copy)]
pub(crate) struct Row<'f> {
    pub(crate) columns: &'f [Column],
    pub(crate) values: &'f [Value],
}

impl Frame {
    pub(crate) fn read(table: Table, budget: &Budget) -> Result<Self, QueryError> {
        let Table { columns, rows } = table;
        budget.charge_many(rows.len().saturating_mul(columns.len()), CELL)?;
        let rows = rows
            .into_iter()
            .map(|mut row| {
                columns.iter().map(|column| Value::from_cell(row.remove(&column.name), column.kind)).collect()
            })
            .collect();
        Ok(Self { columns, rows })
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|values| Row { columns: &self.columns, values })
    }

    pub(crate) fn row(&self, number: usize) -> Row<'_> {
        Row { columns: &self.columns, values: &self.rows[number] }
    }

    /// Pays for as many rows of as many columns.
    pub(crate) fn charge(budget: &Budget, rows: usize, columns: usize) -> Result<(), QueryError> {
        budget.charge_many(rows.saturating_mul(columns.max(1)), CELL)
    }
}

/// That there are more columns than rows may have.
pub(crate) fn too_many_columns() -> QueryError {
    let message = format!("The query makes more than {MAX_COLUMNS} columns.");
    QueryError::new(ErrorCode::QueryTooExpensive, message)
}

/// Where a column is: by its exact name, or else by its name in whatever case.
pub(crate) fn position(columns: &[Column], name: &str) -> Option<usize> {
    columns
        .iter()
        .position(|column| column.name == name)
        .or_else(|| columns.iter().position(|column| column.name.eq_ignore_ascii_case(name)))
}

/// Where a column is that has to be there.
pub(crate) fn resolve(columns: &[Column], name: &str, at: usize) -> Result<usize, QueryError> {
    position(columns, name).ok_or_else(|| {
        let message = format!("Failed to resolve column or scalar expression named '{name}'.");
        QueryError::new(ErrorCode::UnknownColumn, message).at(at).token(name)
    })
}
