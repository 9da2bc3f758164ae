//! Turning the attributes of a `<nut-graph>` into a [`Spec`], or laying them over one.
use super::Spec;
use crate::report::Problem;

/// Lays `attributes` (name, value) over `spec`, or makes a spec of them alone.
pub fn from_attributes(_spec: Option<Spec>, _attributes: &[(String, String)]) -> Result<Spec, Vec<Problem>> {
    Err(Vec::new())
}
