//! Microsoft's OpenAPI documents (Swagger 2.0), as checks of requests and answers.
//!
//! [`Catalogue`] reads the documents where they are and finds the operation that a request is;
//! [`Operation`] checks requests and answers and gives Microsoft's examples. Nothing here knows the demo cloud.

mod catalogue;
mod document;
mod example;
mod finding;
mod operation;
mod polymorphism;
mod schema;
mod template;

pub use catalogue::{Catalogue, Row};
pub use document::Document;
pub use example::{Example, ExampleAnswer};
pub use finding::{Finding, Kind};
pub use operation::{Answer, Operation, Request};
pub use schema::Rigor;
pub use template::Template;
