//! The cards of lists, each made once for all the pages that show it.
//!
//! An article stands in the list of its language, its section and each of its tags, so its card is shown on four pages or more.
//! A template prints `{{ card.tile }}` for the card in its usual look; that is a token, in whose place the theme's component
//! `card` is put. A tile knows its card and the page's language, nothing else, so pages can share it.

use std::fmt::Display;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use foldhash::HashMap;
use memchr::memmem::Finder;
use tera::{Context, Value};

use super::context::{CardView, Theme};
use super::mould::View as _;
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
    pub photo: Option<Arc<(String, String)>>,
}

/// A card that a page shows.
pub(super) struct Shown<'c> {
    card: &'c Keyed<Card>,
    shared: Arc<SharedCard>,
}

/// What the pages that show a card have in common.
#[derive(Debug)]
pub(super) struct SharedCard {
    /// The card's.
    digest: Digest,
    /// Stands for the tile in what a template prints.
    token: OnceLock<String>,
    /// The card as templates see it, once one asks.
    value: OnceLock<Value>,
    photo: Option<Arc<(String, String)>>,
    /// By the language of the page.
    tiles: Mutex<Vec<(Lang, Made)>>,
}

/// A tile, and its digest, which a theme makes of the card and the page's language alone.
pub(super) type Made = (Arc<str>, Digest);

/// The cards that were shown lately.
#[derive(Debug)]
pub(super) struct Cards {
    /// A text could otherwise hold the token of another article's card.
    secret: Digest,
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
        Self { secret: secret(), generations: Mutex::default() }
    }
}

/// A random digest, which is never printed.
pub(super) fn secret() -> Digest {
    Digest::of_value(&[0, 1].map(|n: u64| RandomState::new().hash_one(n)))
}

impl Shown<'_> {
    /// Its tile in the finished page.
    pub(super) fn placed(&self, range: Range<usize>, digest: Digest) -> Tile {
        Tile { range, digest, photo: self.shared.photo.clone() }
    }
}

impl Theme<'_> {
    /// A card to be shown.
    pub(super) fn shown<'c>(&self, card: &'c Keyed<Card>) -> Shown<'c> {
        let shared = self.cards.recent(card.digest()).unwrap_or_else(|| {
            let photo = card.photo.as_ref().map(|photo| {
                let url = self.config.href(&photo.image.route).into_owned();
                Arc::new((url, photo.credit.clone()))
            });
            let (digest, token, value) = (card.digest(), OnceLock::new(), OnceLock::new());
            let shared = Arc::new(SharedCard { digest, token, value, photo, tiles: Mutex::default() });
            self.cards.keep(card.digest(), &shared);
            shared
        });
        Shown { card, shared }
    }

    /// What stands for the tile of a card, different in each theme.
    fn token<'s>(&self, shared: &'s SharedCard) -> &'s str {
        let token = || [TOKEN, &shared.digest.under(self.cards.secret).to_string()].concat();
        shared.token.get_or_init(token)
    }

    /// A card as templates see it.
    pub(super) fn value(&self, Shown { card, shared }: &Shown<'_>) -> Value {
        let value = || Value::from_serializable(&self.card(card, self.token(shared)));
        shared.value.get_or_init(value).clone()
    }

    /// Puts the tiles in the places of their tokens.
    pub(super) fn fill(
        &self,
        html: String,
        cards: &[Shown<'_>],
        lang: &Lang,
        page: &dyn Display,
    ) -> Result<(String, Vec<Tile>), Box<Diagnostic>> {
        static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(TOKEN));
        if cards.is_empty() {
            return Ok((html, Vec::new()));
        }
        let tokens: Vec<&str> = cards.iter().map(|card| self.token(&card.shared)).collect();
        let (mut out, mut tiles) = (String::with_capacity(html.len() + cards.len() * TILE), Vec::new());
        let (mut from, mut next) = (0, 0);
        for at in FINDER.find_iter(html.as_bytes()) {
            // Most templates print the cards in the order of their list.
            let mut found = (next..cards.len()).chain(0..next);
            let Some(number) = found.find(|number| html[at..].starts_with(tokens[*number])) else { continue };
            next = number + 1;
            let (tile, digest) = self.tile(&cards[number], lang, page)?;
            out.push_str(&html[from..at]);
            tiles.push(cards[number].placed(out.len()..out.len() + tile.len(), digest));
            out.push_str(&tile);
            from = at + tokens[number].len();
        }
        if tiles.is_empty() {
            return Ok((html, tiles));
        }
        out.push_str(&html[from..]);
        Ok((out, tiles))
    }

    /// The tile of a card on pages in a language.
    pub(super) fn tile(&self, shown: &Shown<'_>, lang: &Lang, page: &dyn Display) -> Result<Made, Box<Diagnostic>> {
        let shared = &shown.shared;
        let made = || shared.tiles.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = made().iter().find(|(known, _)| known == lang) {
            return Ok(made.clone());
        }
        let html = match self.moulded(shown.card, lang) {
            Some(html) => html,
            None => self.component(self.value(shown), lang, page)?,
        };
        let tile: Made = (html.into(), shared.digest.under(self.tongue(lang).secret));
        made().push((lang.clone(), tile.clone()));
        Ok(tile)
    }

    /// A tile of its form's mould.
    fn moulded(&self, card: &Card, lang: &Lang) -> Option<String> {
        let marks = self.marks_for("components/card.html")?;
        let mut view = self.card(card, "");
        let run = |view: &CardView<'_>| self.component(Value::from_serializable(view), lang, &"").ok();
        let asked = [view.genre, card.lang.as_str()];
        let mould = marks.mould(&self.tongue(lang).tiles, &asked, &mut view, run)?;
        Some(mould.fill(&view.texts()))
    }

    /// What the theme's component makes of a card.
    fn component(&self, card: Value, lang: &Lang, page: &dyn Display) -> Result<String, Box<Diagnostic>> {
        let (mut args, mut known, tongue) = (Context::new(), Context::new(), self.tongue(lang));
        args.insert_value("card", card);
        known.insert_value("ui", tongue.ui.clone());
        known.insert_value("page", tongue.on.clone());
        self.templates.component("card", &args, &known, page)
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
