//! Applying functions, one file a family.

pub(crate) mod convert;
mod list;
mod math;
mod string;
pub(crate) mod time;

use super::budget::Budget;
use super::function::Function;
use super::scope::Env;
use super::value::{EvalError, Evaluated, Type, Value};

/// Applies a function to known arguments. `ty` is what the checker expects of it.
pub(crate) fn call(
    function: Function,
    args: &[Value],
    ty: &Type,
    env: &dyn Env,
    budget: &mut Budget,
) -> Evaluated {
    use Function as F;
    let (first, rest) = args.split_first().ok_or(EvalError::NoOverload)?;
    match function {
        F::Size => list::size(first, budget),
        F::Contains | F::StartsWith | F::EndsWith | F::Matches | F::LowerAscii | F::UpperAscii | F::Trim => {
            string::call(function, first, rest.first(), budget)
        }
        F::Int => convert::int(first),
        F::Uint => convert::uint(first),
        F::Double => convert::double(first, budget),
        F::String => convert::string(first, budget),
        F::Bool => convert::bool(first),
        F::Bytes => convert::bytes(first, budget),
        F::Type => convert::type_of(first),
        F::Dyn => Ok(first.clone()),
        F::Timestamp => convert::timestamp(first),
        F::Duration => convert::duration(first),
        F::Age => time::age(first, env.today()),
        F::Sum => list::sum(first, ty, budget),
        F::Min | F::Max => list::extreme(first, function == F::Max, budget),
        F::Greatest | F::Least => math::extreme(args, function == F::Greatest, budget),
        _ => time::get(function, first, rest.first()),
    }
}
