//! Names that AWS makes out of others: ARNs, DNS names, zone ids, and how it writes a moment.

use std::net::Ipv4Addr;

use crate::engine::time::Timestamp;
use crate::practice::state::account::ACCOUNT;

/// The ARN of something in EC2: `security-group/sg-…`.
pub fn arn(region: &str, what: &str) -> String {
    format!("arn:aws:ec2:{region}:{ACCOUNT}:{what}")
}

fn dashed(address: Ipv4Addr) -> String {
    address.to_string().replace('.', "-")
}

/// The host name that an instance gives itself.
pub fn host(private: Ipv4Addr) -> String {
    format!("ip-{}", dashed(private))
}

/// The name of a private address inside its VPC. The first region keeps its old form.
pub fn private_dns(region: &str, address: Ipv4Addr) -> String {
    match region {
        "us-east-1" => format!("{}.ec2.internal", host(address)),
        region => format!("{}.{region}.compute.internal", host(address)),
    }
}

/// The name of a public address.
pub fn public_dns(region: &str, address: Ipv4Addr) -> String {
    match region {
        "us-east-1" => format!("ec2-{}.compute-1.amazonaws.com", dashed(address)),
        region => format!("ec2-{}.{region}.compute.amazonaws.com", dashed(address)),
    }
}

/// `ap-northeast-2c` as `apne2-az3`, `us-west-2-lax-1a` as `usw2-lax1-az1`. (In life the numbers are dealt anew for each account.)
pub fn zone_id(zone: &str) -> String {
    let place = zone.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let (region, city) = local(place).map_or((place, String::new()), |(region, city)| (region, format!("{}-", city.replace('-', ""))));
    let letter = zone.chars().last().filter(char::is_ascii_lowercase).unwrap_or('a');
    let number = u32::from(letter) - u32::from('a') + 1;
    format!("{}-{city}az{number}", short(region))
}

/// A Local Zone's region and city: `us-west-2` and `lax-1` of `us-west-2-lax-1`.
pub fn local(place: &str) -> Option<(&str, &str)> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let mut dashes = place.match_indices('-').map(|(at, _)| place.split_at(at));
    let (region, city) = dashes.find(|(region, _)| region.rsplit('-').next().is_some_and(is_number))?;
    Some((region, city.trim_start_matches('-')))
}

/// `ap-northeast-2` as `apne2`.
fn short(region: &str) -> String {
    let mut parts = region.split('-');
    let area = parts.next().unwrap_or_default().to_owned();
    let shortened = |part: &str| match part {
        "northeast" => "ne".to_owned(),
        "northwest" => "nw".to_owned(),
        "southeast" => "se".to_owned(),
        "southwest" => "sw".to_owned(),
        part => part.chars().take(1).collect(),
    };
    parts.fold(area, |so_far, part| so_far + &shortened(part))
}

/// `2026-11-24T00:00:00.000Z`.
pub fn moment(at: Timestamp) -> String {
    written(at, "%Y-%m-%dT%H:%M:%S%.3fZ")
}

/// A moment in this form; one before or after all calendars is empty.
pub fn written(at: Timestamp, form: &str) -> String {
    jiff::Timestamp::from_millisecond(at.0).map(|at| at.strftime(form).to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_have_aws_short_ids() {
        for (zone, id) in [
            ("ap-northeast-2a", "apne2-az1"),
            ("ap-southeast-1c", "apse1-az3"),
            ("us-east-1f", "use1-az6"),
            ("eu-central-1b", "euc1-az2"),
            ("us-gov-west-1a", "usgw1-az1"),
            ("us-west-2-lax-1b", "usw2-lax1-az2"),
        ] {
            assert_eq!(zone_id(zone), id);
        }
    }

    #[test]
    fn names_and_moments_are_written_as_aws_does() {
        let address = Ipv4Addr::new(203, 0, 113, 10);
        assert_eq!(public_dns("ap-northeast-2", address), "ec2-203-0-113-10.ap-northeast-2.compute.amazonaws.com");
        assert_eq!(public_dns("us-east-1", address), "ec2-203-0-113-10.compute-1.amazonaws.com");
        assert_eq!(private_dns("us-east-1", Ipv4Addr::new(172, 31, 0, 11)), "ip-172-31-0-11.ec2.internal");
        assert_eq!(moment(Timestamp(1_795_478_400_250)), "2026-11-24T00:00:00.250Z");
    }
}
