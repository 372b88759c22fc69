//! Partitions of AWS: worlds apart, each with its own accounts and regions.

use crate::codes::codes;

codes! {
    /// What stands after `arn:`.
    Partition {
        Usual = "aws",
        China = "aws-cn",
        UsGov = "aws-us-gov",
    }
}

impl Partition {
    /// That of a region, by its name.
    pub fn of(region: &str) -> Self {
        if region.starts_with("cn-") {
            Self::China
        } else if region.starts_with("us-gov-") {
            Self::UsGov
        } else {
            Self::Usual
        }
    }

    /// The region which every account of it has, whatever else it has enabled.
    pub(super) fn first_region(self) -> &'static str {
        match self {
            Self::Usual => "us-east-1",
            Self::China => "cn-north-1",
            Self::UsGov => "us-gov-west-1",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Partition;

    #[test]
    fn a_region_tells_its_partition_and_the_first_region_is_of_it() {
        let table = [
            ("ap-northeast-2", Partition::Usual),
            ("us-east-1", Partition::Usual),
            ("cn-northwest-1", Partition::China),
            ("us-gov-east-1", Partition::UsGov),
        ];
        for (region, partition) in table {
            assert_eq!(Partition::of(region), partition, "{region}");
            assert_eq!(Partition::of(partition.first_region()), partition);
        }
    }
}
