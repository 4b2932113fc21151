//! Drawn signatures.

use crate::json::Json;

/// The strokes of a drawn signature (`strokes`: each a list of whole numbers, x and y in turn, in a
/// box 1000 wide and 400 high) as the data of an SVG path. What is no point is left out. `None`
/// where the answer was not drawn.
pub fn stroke_path(answer: &Json) -> Option<String> {
    let is_whole = |number: &&Json| number.as_number().is_some_and(|number| number.to_i64().is_some());
    let mut data = String::new();
    for stroke in answer.get("strokes")?.as_array()? {
        let numbers: Vec<&Json> = stroke.as_array().unwrap_or_default().iter().filter(is_whole).collect();
        let whole = numbers.iter().take(numbers.len() & !1);
        // The first point twice: a stroke of one is a dot.
        for (i, number) in whole.clone().take(2).chain(whole).enumerate() {
            data.push_str(if i == 0 {
                "M"
            } else if i == 2 {
                "L"
            } else {
                " "
            });
            data.push_str(&number.to_string());
        }
    }
    Some(data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(answer: &str) -> Option<String> {
        stroke_path(&Json::parse(answer).unwrap())
    }

    #[test]
    fn strokes_become_lines_and_a_dot_stays_one() {
        let drawn = path(r#"{"strokes":[[1,2,3,4,5,6],[7,8]]}"#);
        assert_eq!(drawn.unwrap(), "M1 2L1 2 3 4 5 6M7 8L7 8");
    }

    #[test]
    fn what_is_no_point_is_left_out() {
        let drawn = path(r#"{"strokes":[[1,2,"\" onload=",3],[],["a"],7,[4,5,6]]}"#);
        assert_eq!(drawn.unwrap(), "M1 2L1 2M4 5L4 5");
    }

    #[test]
    fn a_typed_name_has_no_strokes() {
        assert_eq!(path(r#"{"typedName":"Anna"}"#), None);
    }
}
