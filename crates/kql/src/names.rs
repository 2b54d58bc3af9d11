//! The names of columns that a query doesn't name.

use super::{
    ast::{Expr, Named, Node, Step},
    table::Column,
    value::Value,
};

/// Functions whose result keeps the name of what goes in.
const TRANSPARENT: [&str; 14] = [
    "tostring",
    "toint",
    "tolong",
    "todouble",
    "toreal",
    "tobool",
    "toboolean",
    "todatetime",
    "totimespan",
    "todynamic",
    "parse_json",
    "bin",
    "floor",
    "take_any",
];

/// The columns' names for a list of expressions; those without any name are numbered.
pub(crate) fn of_list(list: &[Named]) -> Vec<String> {
    let mut numbered = 0;
    let mut names: Vec<String> = Vec::with_capacity(list.len());
    for Named { name, expr } in list {
        let name = name.clone().or_else(|| of_expression(expr)).unwrap_or_else(|| {
            numbered += 1;
            format!("Column{numbered}")
        });
        let name = unique(&name, |taken| names.iter().any(|other| other == taken));
        names.push(name);
    }
    names
}

fn of_expression(expr: &Expr) -> Option<String> {
    match &expr.node {
        Node::Column(name) => Some(name.clone()),
        Node::Path(base, steps) => {
            let mut name = of_expression(base)?;
            for step in steps {
                name.push('_');
                match step {
                    Step::Member(member) => name += member,
                    Step::Index(Expr { node: Node::Literal(Value::Long(index)), .. }) => {
                        name += &index.to_string();
                    }
                    Step::Index(_) => return None,
                }
            }
            Some(name)
        }
        Node::Call(function, arguments) => {
            let first = arguments.first();
            let inner = || first.and_then(of_expression).unwrap_or_default();
            match function.as_str() {
                word if TRANSPARENT.contains(&word) => first.and_then(of_expression),
                "count" | "countif" => Some(format!("{function}_")),
                "dcount" | "dcountif" | "sum" | "sumif" | "avg" | "avgif" | "min" | "minif" | "max"
                | "maxif" => Some(format!("{function}_{}", inner())),
                "any" => Some(format!("any_{}", inner())),
                "make_list" | "makelist" | "make_list_if" => Some(format!("list_{}", inner())),
                "make_set" | "makeset" | "make_set_if" => Some(format!("set_{}", inner())),
                "make_bag" => Some(format!("bag_{}", inner())),
                "arg_max" | "arg_min" => Some(inner()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The name, or the name and the first number that makes it new.
pub(crate) fn unique(name: &str, taken: impl Fn(&str) -> bool) -> String {
    let (mut fresh, mut number) = (name.to_owned(), 0_usize);
    while taken(&fresh) {
        number += 1;
        fresh = format!("{name}{number}");
    }
    fresh
}

/// Whether a column's name fits a pattern with `*`.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name) = (pattern.to_ascii_lowercase(), name.to_ascii_lowercase());
    let Some((first, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(mut name) = name.strip_prefix(first) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let last = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(found) = name.find(part) else { return false };
        name = &name[found + part.len()..];
    }
    name.ends_with(last)
}

/// Columns with one more, whose name is made new.
pub(crate) fn add(columns: &mut Vec<Column>, column: Column) {
    let name = unique(&column.name, |taken| columns.iter().any(|other| other.name == taken));
    columns.push(Column { name, ..column });
}
