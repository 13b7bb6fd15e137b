//! Reads JSON objects field by field, saying what is wrong where.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

/// JSON that is not what this version writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireError(String);

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl std::error::Error for WireError {}

/// One JSON object with the path that led to it.
pub(super) struct Fields<'v> {
    value: &'v Value,
    path: String,
}

type Read<T> = Result<T, WireError>;

impl<'v> Fields<'v> {
    pub fn new(value: &'v Value, path: impl Into<String>) -> Fields<'v> {
        Fields { value, path: path.into() }
    }

    pub fn wrong(&self, key: &str, what: impl fmt::Display) -> WireError {
        WireError(format!("{}.{key}: {what}", self.path))
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        self.value.get(key).filter(|v| !v.is_null())
    }

    pub fn text(&self, key: &str) -> Read<String> {
        self.optional_text(key)?.ok_or_else(|| self.wrong(key, "missing"))
    }

    pub fn optional_text(&self, key: &str) -> Read<Option<String>> {
        match self.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong(key, "no text")),
        }
    }

    pub fn whole(&self, key: &str) -> Read<usize> {
        let number = self.get(key).and_then(Value::as_u64).ok_or_else(|| self.wrong(key, "no whole number"))?;
        usize::try_from(number).map_err(|e| self.wrong(key, e))
    }

    pub fn small(&self, key: &str) -> Read<u32> {
        u32::try_from(self.whole(key)?).map_err(|e| self.wrong(key, e))
    }

    pub fn decimal(&self, key: &str) -> Read<f64> {
        self.optional_decimal(key)?.ok_or_else(|| self.wrong(key, "missing"))
    }

    pub fn optional_decimal(&self, key: &str) -> Read<Option<f64>> {
        self.get(key).map(|v| v.as_f64().ok_or_else(|| self.wrong(key, "no number"))).transpose()
    }

    pub fn flag(&self, key: &str) -> bool {
        self.get(key).and_then(Value::as_bool).unwrap_or(false)
    }

    /// A value with a written form (closed vocabularies, days).
    pub fn parsed<T: FromStr<Err: fmt::Display>>(&self, key: &str) -> Read<T> {
        self.text(key)?.parse().map_err(|e| self.wrong(key, e))
    }

    pub fn optional_parsed<T: FromStr<Err: fmt::Display>>(&self, key: &str) -> Read<Option<T>> {
        self.optional_text(key)?.map(|text| text.parse().map_err(|e| self.wrong(key, e))).transpose()
    }

    pub fn texts(&self, key: &str) -> Read<Vec<String>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or_else(|| self.wrong(key, "no list"))?;
        list.iter().map(|v| v.as_str().map(str::to_string).ok_or_else(|| self.wrong(key, "no text"))).collect()
    }

    pub fn object(&self, key: &str) -> Option<Fields<'v>> {
        self.get(key).map(|value| Fields::new(value, format!("{}.{key}", self.path)))
    }

    pub fn required(&self, key: &str) -> Read<Fields<'v>> {
        self.object(key).ok_or_else(|| self.wrong(key, "missing"))
    }

    pub fn list(&self, key: &str) -> Read<Vec<Fields<'v>>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or_else(|| self.wrong(key, "no list"))?;
        Ok(list.iter().enumerate().map(|(i, v)| Fields::new(v, format!("{}.{key}[{i}]", self.path))).collect())
    }

    pub fn pairs(&self, key: &str) -> Read<Vec<(String, &'v Value)>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let object = value.as_object().ok_or_else(|| self.wrong(key, "no object"))?;
        Ok(object.iter().map(|(k, v)| (k.clone(), v)).collect())
    }
}
