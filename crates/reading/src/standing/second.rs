//! What the encoder says of how a word stands: its mode, whether it is denied, who says it.
//!
//! The rule, in words: the more careful voice counts. What the tree takes for done and the encoder for planned, demanded or imagined is
//! not told as done; the encoder alone never makes a thing more certain. A saying that only the encoder sees is taken where it is sure.

use tacitus_record::Modality;
use tacitus_text::Sentence;

use super::Climb;

/// Lead over the next modality from which the encoder's is believed. Chosen on the tenth of `training/annotation` that training leaves out.
const SURE_OF_MODE: f32 = 0.0;
/// Margin from which an event is told that is only planned, imagined or conditional. Chosen likewise.
const SURE_OF_UNREAL: f32 = 1.0;
/// Lead of "negated" from which it is believed. Chosen likewise.
const SURE_OF_NEGATION: f32 = 2.0;
/// Margin from which a word of saying is believed. Chosen likewise.
const SURE_OF_SAYING: f32 = -0.5;

impl Climb<'_, '_> {
    pub(super) fn second_voice(&mut self, head: usize) {
        self.second_says(head);
        let Some(gist) = self.s().gist(head).filter(|g| g.event_margin > 0.0) else { return };
        let told = matches!(self.st.modality, Modality::Actual | Modality::Ongoing) && !self.over;
        let unreal = gist.modality.parse().ok().filter(|m| !matches!(m, Modality::Actual | Modality::Ongoing));
        if let Some(modality) = unreal.filter(|_| told && gist.modality_margin > SURE_OF_MODE) {
            self.mode(modality, "encoder", head);
        }
        // "plans to deploy", "if rebels shell the port": what the tree only knows not to be done, the encoder says how it stands.
        if let Some(modality) = unreal.filter(|_| gist.event_margin > SURE_OF_UNREAL) {
            if self.st.mere_infinitive || self.st.purpose {
                self.st.modality = modality;
                (self.st.mere_infinitive, self.st.purpose) = (false, false);
                self.rule("encoder", head);
            }
            if self.st.antecedent && matches!(modality, Modality::Conditional | Modality::Hypothetical) {
                self.st.modality = Modality::Conditional;
                self.st.antecedent = false;
                self.rule("encoder", head);
            }
        }
        if gist.negation_margin > SURE_OF_NEGATION && self.st.polarity == tacitus_record::Polarity::Pos {
            self.negate("encoder", head);
        }
    }

    /// Sayings of which the word, or one above it, is the content. Where the tree names who speaks, the encoder's are left out: it knows
    /// sayings, but not which of two stands above the other.
    fn second_says(&mut self, head: usize) {
        let s = self.s();
        if !self.st.voices.is_empty() {
            return;
        }
        let path: Vec<usize> = std::iter::successors(Some(head), |&i| s.tokens[i].head).take(40).collect();
        let mut sayings: Vec<(usize, usize)> = Vec::new();
        // "where, according to medics, eleven were killed": the words say of what it speaks.
        let by_words = |token: usize| self.scene.according().iter().any(|a| a.is_within_at(token));
        for gist in s.gists.iter().filter(|g| g.cue_margin > SURE_OF_SAYING && g.token != head && !by_words(g.token)) {
            let content = gist.heads("content").into_iter().filter_map(|c| path.iter().position(|&p| p == c)).min();
            sayings.extend(content.map(|steps| (steps, gist.token)));
        }
        sayings.sort_unstable();
        for (_, cue) in sayings {
            let word = &s.tokens[cue].form;
            // "an attack believed to be by rebels": whom a participle behind a noun names is who is believed to, not who believes.
            let believed = s.tokens[cue].xpos == "VBN" && crate::clause::relation(s.tokens[cue].deprel) == "acl";
            if believed
                || self.parted_from(cue)
                || self.denied_by(cue).is_some()
                || self.st.voices.iter().any(|v| v.value.cue.as_deref() == Some(word))
            {
                continue;
            }
            if let Some(source) = s.gist(cue).and_then(|g| g.heads("source").into_iter().next()) {
                self.voice(source, cue, true);
            }
        }
    }
}

/// Whether the encoder takes the phrase around `source` for who says what `cue` tells: "the commission says", "an arbitration panel found".
pub fn hears(s: &Sentence, cue: usize, source: usize) -> bool {
    let (start, end) = crate::phrase::core_phrase(s, source);
    s.gist(cue).is_some_and(|g| g.cue_margin > 0.0 && g.heads("source").into_iter().any(|t| start <= t && t < end))
}
