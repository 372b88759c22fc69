//! A security group of the server's own, in place of one that it shares with others.

use crate::engine::ids::GroupId;

/// What it stands in place of, and on which network interface. It is written in the group's description, which nobody can change: so it
/// is known without a journal too.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InPlaceOf {
    pub interface: String,
    pub shared: Vec<GroupId>,
}

impl InPlaceOf {
    const START: &'static str = "Landfall: in place of ";
    const ON: &'static str = " on ";

    /// AWS allows ASCII only here.
    pub fn description(&self) -> String {
        let shared: Vec<String> = self.shared.iter().map(ToString::to_string).collect();
        format!("{}{}{}{}", Self::START, shared.join(", "), Self::ON, self.interface)
    }

    /// `None`: it is no description of ours.
    pub fn read(description: &str) -> Option<Self> {
        let (shared, interface) = description.strip_prefix(Self::START)?.split_once(Self::ON)?;
        Some(Self { interface: interface.to_owned(), shared: shared.split(", ").map(GroupId::from).collect() })
    }

    /// This list with our group in place of the shared ones. One that has it already, and one that has none of these, is as it was.
    pub fn entered(&self, list: &[GroupId], own: &GroupId) -> Vec<GroupId> {
        let first = list.iter().position(|group| self.shared.contains(group));
        let Some(first) = first.filter(|_| !list.contains(own)) else { return list.to_vec() };
        let placed = |(at, group): (usize, &GroupId)| match (at == first, self.shared.contains(group)) {
            (true, _) => Some(own.clone()),
            (false, true) => None,
            (false, false) => Some(group.clone()),
        };
        list.iter().enumerate().filter_map(placed).collect()
    }

    /// This list as it was `before` our group came in. One that somebody changed meanwhile has just the shared ones again in our group's
    /// place; one in which it does not stand is as it is.
    pub fn left(&self, list: &[GroupId], own: &GroupId, before: &[GroupId]) -> Vec<GroupId> {
        if !list.contains(own) {
            return list.to_vec();
        }
        if sorted(list) == sorted(&self.entered(before, own)) {
            return before.to_vec();
        }
        let again: Vec<GroupId> = self.shared.iter().filter(|group| !list.contains(group)).cloned().collect();
        list.iter().flat_map(|group| if group == own { again.clone() } else { vec![group.clone()] }).collect()
    }
}

/// AWS keeps no order.
fn sorted(list: &[GroupId]) -> Vec<&GroupId> {
    let mut all: Vec<&GroupId> = list.iter().collect();
    all.sort_unstable();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(all: &[&str]) -> Vec<GroupId> {
        all.iter().map(|id| GroupId::from(*id)).collect()
    }

    fn place(shared: &[&str]) -> InPlaceOf {
        InPlaceOf { interface: "eni-1".into(), shared: ids(shared) }
    }

    #[test]
    fn what_it_stands_for_is_read_back_from_its_description() {
        for shared in [&["sg-1"][..], &["sg-1", "sg-2"]] {
            assert_eq!(InPlaceOf::read(&place(shared).description()), Some(place(shared)));
        }
        assert_eq!(place(&["sg-1", "sg-2"]).description(), "Landfall: in place of sg-1, sg-2 on eni-1");
        assert_eq!(InPlaceOf::read("Landfall: who may reach the load balancer"), None);
    }

    #[test]
    fn it_takes_the_shared_groups_place_and_gives_it_back() {
        let own = GroupId::from("sg-own");
        let table: [(&[&str], &[&str], &[&str]); 4] = [
            (&["sg-1"], &["sg-1"], &["sg-own"]),
            (&["sg-1"], &["sg-0", "sg-1", "sg-2"], &["sg-0", "sg-own", "sg-2"]),
            (&["sg-1", "sg-2"], &["sg-0", "sg-2", "sg-1"], &["sg-0", "sg-own"]),
            (&["sg-1"], &["sg-0"], &["sg-0"]),
        ];
        for (shared, before, after) in table {
            let place = place(shared);
            assert_eq!(place.entered(&ids(before), &own), ids(after));
            assert_eq!(place.entered(&ids(after), &own), ids(after), "twice");
            assert_eq!(place.left(&ids(after), &own, &ids(before)), ids(before));
            assert_eq!(place.left(&ids(before), &own, &ids(before)), ids(before), "twice");
        }
    }

    #[test]
    fn a_list_that_somebody_changed_meanwhile_loses_just_our_group() {
        let (own, before) = (GroupId::from("sg-own"), ids(&["sg-0", "sg-1"]));
        let left = |now: &[&str]| place(&["sg-1"]).left(&ids(now), &own, &before);
        assert_eq!(left(&["sg-own", "sg-0"]), before, "only AWS's order is another");
        assert_eq!(left(&["sg-own", "sg-9"]), ids(&["sg-1", "sg-9"]));
        assert_eq!(left(&["sg-own", "sg-1"]), ids(&["sg-1"]), "it was put back beside ours");
        assert_eq!(left(&["sg-9"]), ids(&["sg-9"]));
    }
}
