//! Keeps the readings of the last texts, so that what many outlets print word for word is read once.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use tacitus_record::Reading;

/// Readings kept for texts that come again: agencies' clients publish within hours, so that the last ones are those that come.
const REMEMBERED: usize = 256;

/// The readings of the last texts, by `Engine::reading_key`.
#[derive(Default)]
pub struct Remembered {
    readings: BTreeMap<[u8; 32], Arc<Reading>>,
    /// Oldest first.
    order: VecDeque<[u8; 32]>,
}

impl Remembered {
    /// The reading with that key, if it is one of the last.
    pub fn get(&self, key: &[u8; 32]) -> Option<Arc<Reading>> {
        self.readings.get(key).cloned()
    }

    /// Keeps a reading.
    pub fn keep(&mut self, key: [u8; 32], reading: &Reading) {
        if self.readings.contains_key(&key) {
            return;
        }
        self.readings.insert(key, Arc::new(reading.clone()));
        self.order.push_back(key);
        while self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.readings.remove(&oldest);
        }
    }
}
