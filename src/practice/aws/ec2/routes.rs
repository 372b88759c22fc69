//! Route tables and internet gateways: how the world is reached.

use super::filters::one;
use super::listing::Listing;
use super::{ids, tags};
use crate::practice::aws::wire::Element;
use crate::practice::state::account::{ACCOUNT, Account};
use crate::practice::state::ec2::{Ec2, Gateway, RouteTable, Subnet};

pub const ROUTE_TABLES: Listing<RouteTable> = Listing {
    set: "routeTableSet",
    by: Some(("RouteTableId", ids::ROUTE_TABLE)),
    also: &[],
    most: 100,
    all: |account| account.ec2.route_tables.clone(),
    id: |table| &table.id,
    columns: &[
        ("route-table-id", |_, table| one(&table.id)),
        ("vpc-id", |_, table| one(&table.vpc)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("association.main", |_, table| associations(table).iter().map(|a| a.subnet.is_none().to_string()).collect()),
        ("association.subnet-id", |_, table| table.subnets.clone()),
        ("association.route-table-id", |_, table| associations(table).iter().map(|_| table.id.clone()).collect()),
        ("association.route-table-association-id", |_, table| associations(table).into_iter().map(|a| a.id).collect()),
        ("association.gateway-id", |_, _| Vec::new()),
        ("route.destination-cidr-block", |_, table| table.routes.iter().map(|(to, _)| to.clone()).collect()),
        ("route.gateway-id", |_, table| table.routes.iter().map(|(_, by)| by.clone()).collect()),
        ("route.origin", |_, table| table.routes.iter().map(|(_, by)| origin(by).to_owned()).collect()),
        ("route.state", |account, table| table.routes.iter().map(|(_, by)| state(account, table, by).to_owned()).collect()),
        ("route.nat-gateway-id", |_, _| Vec::new()),
        ("route.instance-id", |_, _| Vec::new()),
    ],
    tags: Some(|account, table| account.ec2.label(&table.id)),
    shape: table_shape,
};

impl Ec2 {
    /// Whether the subnet's own route table, or else the VPC's main one, leads to an internet gateway of the VPC.
    pub fn leads_out(&self, subnet: &Subnet) -> bool {
        let own = self.route_tables.iter().find(|t| t.subnets.contains(&subnet.id));
        let table = own.or_else(|| self.route_tables.iter().find(|t| t.main && t.vpc == subnet.vpc));
        let is_gateway = |id: &str| self.gateways.iter().any(|g| g.id == id && g.vpc.as_ref() == Some(&subnet.vpc));
        table.is_some_and(|t| t.routes.iter().any(|(to, through)| to == "0.0.0.0/0" && is_gateway(through)))
    }

    /// Whether anybody on the internet reaches what has a public address in this subnet.
    pub fn is_reachable(&self, subnet: &str) -> bool {
        self.subnet(subnet).is_some_and(|subnet| self.leads_out(subnet) && subnet.gateway_block == "off")
    }
}

/// What a table is for: a subnet, or (none given) every subnet that has no table of its own.
struct Association {
    id: String,
    subnet: Option<String>,
}

fn associations(table: &RouteTable) -> Vec<Association> {
    let main = table.main.then(|| Association { id: ids::following("rtbassoc", &table.id), subnet: None });
    let named = table.subnets.iter().map(|s| Association { id: ids::following("rtbassoc", s), subnet: Some(s.clone()) });
    main.into_iter().chain(named).collect()
}

fn origin(gateway: &str) -> &'static str {
    if gateway == "local" { "CreateRouteTable" } else { "CreateRoute" }
}

/// A route to a gateway that is gone, or is not the VPC's, leads nowhere.
fn state(account: &Account, table: &RouteTable, gateway: &str) -> &'static str {
    let leads = |g: &Gateway| g.id == gateway && g.vpc.as_deref() == Some(table.vpc.as_str());
    if gateway == "local" || account.ec2.gateways.iter().any(leads) { "active" } else { "blackhole" }
}

fn table_shape(account: &Account, table: &RouteTable) -> Element {
    let association = |a: Association| {
        let item =
            Element::new("item").has("routeTableAssociationId", a.id).has("routeTableId", &table.id).may("subnetId", a.subnet.as_ref());
        item.has("main", a.subnet.is_none()).with(Element::new("associationState").has("state", "associated"))
    };
    let route = |(to, by): &(String, String)| {
        let item = Element::new("item").has("destinationCidrBlock", to).has("gatewayId", by);
        item.has("state", state(account, table, by)).has("origin", origin(by))
    };
    let item = Element::new("item").has("routeTableId", &table.id).has("vpcId", &table.vpc).has("ownerId", ACCOUNT);
    let item = item.with(Element::list("routeSet", table.routes.iter().map(route)));
    let item = item.with(Element::list("associationSet", associations(table).into_iter().map(association)));
    item.with(Element::new("propagatingVgwSet")).with(tags::set(&account.ec2.label(&table.id)))
}

pub const GATEWAYS: Listing<Gateway> = Listing {
    set: "internetGatewaySet",
    by: Some(("InternetGatewayId", ids::GATEWAY)),
    also: &[],
    most: 1_000,
    all: |account| account.ec2.gateways.clone(),
    id: |gateway| &gateway.id,
    columns: &[
        ("internet-gateway-id", |_, gateway| one(&gateway.id)),
        ("owner-id", |_, _| one(ACCOUNT)),
        ("attachment.vpc-id", |_, gateway| gateway.vpc.iter().cloned().collect()),
        ("attachment.state", |_, gateway| gateway.vpc.iter().map(|_| "available".to_owned()).collect()),
    ],
    tags: Some(|account, gateway| account.ec2.label(&gateway.id)),
    shape: gateway_shape,
};

fn gateway_shape(account: &Account, gateway: &Gateway) -> Element {
    let attachments = gateway.vpc.iter().map(|vpc| Element::new("item").has("vpcId", vpc).has("state", "available"));
    let item = Element::new("item").has("internetGatewayId", &gateway.id).has("ownerId", ACCOUNT);
    item.with(Element::list("attachmentSet", attachments)).with(tags::set(&account.ec2.label(&gateway.id)))
}
