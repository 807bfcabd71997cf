//! The cards of lists, each made once for all the pages that show it.
//!
//! An article stands in the list of its language, its section and each of its tags, so its card is shown on four pages or more.
//! A template prints `{{ card.tile }}` for the card in its usual look; that is a token, in whose place the theme's component
//! `card` is put. A tile knows its card and the page's language, nothing else, so pages can share it.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use memchr::memmem::Finder;
use tera::{Context, Value};

use super::context::Theme;
use crate::base::{Digest, Keyed, Lang};
use crate::diag::Diagnostic;
use crate::plan::Card;

/// What the token of every tile begins with.
const TOKEN: &str = "reprintTile";

/// Cards that are kept, twice over: some megabytes. Pages of lists are made in the order of time, so those of one card come soon
/// after each other.
const KEPT: usize = 1024;

/// Room for the HTML of a tile; most are smaller.
const TILE: usize = 1 << 10;

/// A card in its usual look.
#[derive(Clone, Debug)]
pub struct Tile {
    /// Where it stands in the page.
    pub range: Range<usize>,
    /// Tells tiles apart that are shown or credited in different ways.
    pub digest: Digest,
    /// The card's picture: its address, and its credit line.
    pub photo: Option<(String, String)>,
}

/// A card as templates see it, with its tiles by page language.
#[derive(Debug)]
pub(super) struct SharedCard {
    pub(super) value: Value,
    token: String,
    photo: Option<(String, String)>,
    tiles: Mutex<Vec<(Lang, Made)>>,
}

type Made = (Arc<str>, Digest);

impl SharedCard {
    /// The digest of its tile in a language, which a theme makes of the card and the language alone. The token holds the card's digest,
    /// and the secret that no other theme has.
    fn digest(&self, lang: &Lang) -> Digest {
        Digest::of([&self.token, lang.as_str()].concat())
    }
}

/// The cards that were shown lately.
#[derive(Debug)]
pub(super) struct Cards {
    /// Random, and never printed: a text could otherwise hold the token of another article's card.
    secret: [u64; 2],
    generations: Mutex<Generations>,
}

/// Cards that were asked for since the last change of generations, and those before.
#[derive(Debug, Default)]
struct Generations {
    young: HashMap<Digest, Arc<SharedCard>>,
    old: HashMap<Digest, Arc<SharedCard>>,
}

impl Default for Cards {
    fn default() -> Self {
        Self { secret: [0, 1].map(|n: u64| RandomState::new().hash_one(n)), generations: Mutex::default() }
    }
}

impl Theme<'_> {
    /// A card for templates.
    pub(super) fn shared_card(&self, card: &Keyed<Card>) -> Arc<SharedCard> {
        if let Some(known) = self.cards.recent(card.digest()) {
            return known;
        }
        let token = [TOKEN, &Digest::of_value(&(self.cards.secret, card.digest())).to_string()].concat();
        let view = self.card(card, &token);
        let photo = view.photo.as_ref().map(|photo| (photo.url.clone(), photo.credit.to_owned()));
        let value = Value::from_serializable(&view);
        let shared = Arc::new(SharedCard { value, token, photo, tiles: Mutex::default() });
        self.cards.keep(card.digest(), &shared);
        shared
    }

    /// Puts the tiles in the places of their tokens.
    pub(super) fn fill(
        &self,
        html: String,
        cards: &[Arc<SharedCard>],
        lang: &Lang,
        page: &str,
    ) -> Result<(String, Vec<Tile>), Box<Diagnostic>> {
        static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TOKEN));
        if cards.is_empty() {
            return Ok((html, Vec::new()));
        }
        let (mut out, mut tiles) = (String::with_capacity(html.len() + cards.len() * TILE), Vec::new());
        let (mut from, mut next) = (0, 0);
        for at in FINDER.find_iter(html.as_bytes()) {
            // Most templates print the cards in the order of their list.
            let mut found = (next..cards.len()).chain(0..next);
            let Some(number) = found.find(|number| html[at..].starts_with(&cards[*number].token)) else { continue };
            let card = &cards[number];
            next = number + 1;
            let (tile, digest) = self.tile(card, lang, page)?;
            out.push_str(&html[from..at]);
            tiles.push(Tile { range: out.len()..out.len() + tile.len(), digest, photo: card.photo.clone() });
            out.push_str(&tile);
            from = at + card.token.len();
        }
        if tiles.is_empty() {
            return Ok((html, tiles));
        }
        out.push_str(&html[from..]);
        Ok((out, tiles))
    }

    fn tile(&self, card: &SharedCard, lang: &Lang, page: &str) -> Result<Made, Box<Diagnostic>> {
        let made = || card.tiles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = made().iter().find(|(known, _)| known == lang) {
            return Ok(made.clone());
        }
        let (mut args, mut known, tongue) = (Context::new(), Context::new(), self.tongue(lang));
        args.insert_value("card", card.value.clone());
        known.insert_value("ui", tongue.ui.clone());
        known.insert_value("page", tongue.on.clone());
        let html = self.templates.component("card", &args, &known, page)?;
        let tile: Made = (html.into(), card.digest(lang));
        made().push((lang.clone(), tile.clone()));
        Ok(tile)
    }
}

impl Cards {
    fn lock(&self) -> std::sync::MutexGuard<'_, Generations> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recent(&self, card: Digest) -> Option<Arc<SharedCard>> {
        let mut kept = self.lock();
        if let Some(known) = kept.young.get(&card) {
            return Some(Arc::clone(known));
        }
        let known = kept.old.remove(&card)?;
        kept.young.insert(card, Arc::clone(&known));
        Some(known)
    }

    fn keep(&self, digest: Digest, card: &Arc<SharedCard>) {
        let mut kept = self.lock();
        if kept.young.len() >= KEPT {
            kept.old = std::mem::take(&mut kept.young);
        }
        kept.young.insert(digest, Arc::clone(card));
    }
}
