//! How a kind of thing is described: by ids, by filters, a page at a time.

use super::filters::{Column, Filters, TagsOf};
use super::ids::IdKind;
use super::pages::Page;
use super::params::{combination, distinct, only};
use crate::practice::aws::wire::{Element, Query, Refusal, Reply};
use crate::practice::state::account::Account;

/// A kind of thing, as its describe call shows it.
pub struct Listing<T: 'static> {
    /// The answer's list: `vpcSet`.
    pub set: &'static str,
    /// The parameter that names things, and what their ids are.
    pub by: Option<(&'static str, IdKind)>,
    /// What the call may give besides.
    pub also: &'static [&'static str],
    /// The most things on a page.
    pub most: i64,
    pub all: fn(&Account) -> Vec<T>,
    pub id: fn(&T) -> &str,
    pub columns: &'static [Column<T>],
    pub tags: Option<TagsOf<T>>,
    pub shape: fn(&Account, &T) -> Element,
}

impl<T> Listing<T> {
    /// Answers a describe call.
    pub fn describe(&self, account: &Account, operation: &str, input: &Query) -> Result<Reply, Refusal> {
        let found = self.find(account, input)?;
        self.page(account, operation, input, &found)
    }

    /// What the call's ids and filters mean.
    pub fn find(&self, account: &Account, input: &Query) -> Result<Vec<T>, Refusal> {
        self.check(input)?;
        let filters = Filters::read(input, self.columns, self.tags)?;
        let mut things = self.named(account, input)?;
        things.retain(|thing| filters.fit(account, thing));
        Ok(things)
    }

    /// The page of these things that the call means.
    pub fn page(&self, account: &Account, operation: &str, input: &Query, things: &[T]) -> Result<Reply, Refusal> {
        let page = Page::read(operation, input, self.most)?;
        let shown = page.of(things).iter().map(|thing| (self.shape)(account, thing));
        let mut answer = vec![Element::list(self.set, shown)];
        answer.extend(page.next(operation, things.len()).map(|token| Element::text("nextToken", token)));
        Ok(Reply::Query(answer))
    }

    fn check(&self, input: &Query) -> Result<(), Refusal> {
        let named = self.by.map(|(parameter, _)| format!("{parameter}.N"));
        let mut known = vec!["Filter.N.Name", "Filter.N.Value.N", "MaxResults", "NextToken"];
        known.extend(named.as_deref());
        known.extend(self.also);
        only(input, &known)?;
        let paged = ["MaxResults", "NextToken"].into_iter().find(|name| input.get(name).is_some());
        match (self.by, paged) {
            (Some((parameter, _)), Some(paged)) if !input.texts(parameter).is_empty() => Err(combination(&format!("{parameter}s"), paged)),
            _ => Ok(()),
        }
    }

    /// The things that the call names, or all; a name that nothing has is refused.
    fn named(&self, account: &Account, input: &Query) -> Result<Vec<T>, Refusal> {
        let mut things = (self.all)(account);
        let Some((parameter, kind)) = self.by else { return Ok(things) };
        let ids = distinct(input.texts(parameter));
        let strangers: Vec<String> = ids.iter().filter(|id| things.iter().all(|t| (self.id)(t) != id.as_str())).cloned().collect();
        if !strangers.is_empty() {
            return Err(kind.unknown(&strangers));
        }
        things.retain(|thing| ids.is_empty() || ids.iter().any(|id| id == (self.id)(thing)));
        Ok(things)
    }
}
