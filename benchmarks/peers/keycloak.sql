-- Adds users, memberships and members of groups to a realm whose organisations, each with a group "staff", exist.
-- Variables: realm, the id of the realm; large, the number of members of the large organisation.
insert into user_entity (id, username, email, email_constraint, email_verified, enabled, realm_id, created_timestamp,
    not_before)
  select who, who || '@example.com', who || '@example.com', who || '@example.com', true, true, :'realm', 0, 0 from (
    select 'owner-' || alias as who from org
    union all select 'user-' || i from generate_series(0, 499) i
    union all select 'founder-' || i from generate_series(0, 999) i
    union all select 'large-' || i from generate_series(0, :large - 1) i) as everybody;

insert into user_role_mapping (role_id, user_id)
  select r.id, u.id from keycloak_role r, user_entity u
  where r.realm_id = :'realm' and r.name = 'default-roles-bench' and u.realm_id = :'realm';

create temporary table seats as
  select 'organisation-' || (i + 25 * j) % 100 as alias, 'user-' || i as who, i % 2 = 0 as staff
    from generate_series(0, 499) i, generate_series(0, 3) j
  union all select 'large', 'large-' || i, i % 2 = 0 from generate_series(0, :large - 1) i
  union all select alias, 'owner-' || alias, false from org;

insert into user_group_membership (group_id, user_id, membership_type)
  select o.group_id, s.who, 'UNMANAGED' from seats s join org o on o.alias = s.alias;

insert into user_group_membership (group_id, user_id, membership_type)
  select g.id, s.who, 'UNMANAGED' from seats s join org o on o.alias = s.alias
    join keycloak_group g on g.parent_group = o.group_id and g.name = 'staff'
  where s.staff;

analyze;
