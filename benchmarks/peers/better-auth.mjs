// better-auth with its organization plugin on PostgreSQL. Fills the empty database, then serves.
// Arguments: the port of PostgreSQL, the port, the number of members of the large organisation.
import { createServer } from "node:http";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { toNodeHandler } from "better-auth/node";
import { organization } from "better-auth/plugins";
import { createAccessControl } from "better-auth/plugins/access";
import { defaultStatements, memberAc, ownerAc } from "better-auth/plugins/organization/access";
import pg from "pg";

const [database, port, large] = process.argv.slice(2).map(Number);
const pool = new pg.Pool({ host: "127.0.0.1", port: database, user: "peers", database: "postgres", max: 10 });

const access = createAccessControl(defaultStatements);
const auth = betterAuth({
  baseURL: `http://127.0.0.1:${port}`,
  secret: "a secret of the benchmarks, which nobody needs to guess",
  database: pool,
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  logger: { level: "warn" },
  plugins: [
    organization({
      ac: access,
      roles: {
        owner: access.newRole(ownerAc.statements),
        member: access.newRole(memberAc.statements),
        staff: access.newRole(memberAc.statements),
      },
      membershipLimit: 1_000_000,
      invitationLimit: 1_000_000,
      sendInvitationEmail: async () => {},
    }),
  ],
});

// The same data as benchmarks' Town: a user is in four of 100 organisations; those with even numbers are staff.
const seed = `
  insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    select who, who, who || '@example.com', true, now(), now() from (
      select 'ann' as who
      union all select 'user-' || i from generate_series(0, 499) i
      union all select 'founder-' || i from generate_series(0, 999) i
      union all select 'large-' || i from generate_series(0, ${large - 1}) i) as everybody;
  insert into organization (id, name, slug, "createdAt")
    select what, what, what, now() from (
      select 'large' as what union all select 'organisation-' || i from generate_series(0, 99) i) as all_of_them;
  insert into member (id, "organizationId", "userId", role, "createdAt")
    select 'of-ann-' || id, id, 'ann', 'owner', now() from organization;
  insert into member (id, "organizationId", "userId", role, "createdAt")
    select 'of-user-' || i || '-' || j, 'organisation-' || (i + 25 * j) % 100, 'user-' || i,
      case when i % 2 = 0 then 'staff' else 'member' end, now()
    from generate_series(0, 499) i, generate_series(0, 3) j;
  insert into member (id, "organizationId", "userId", role, "createdAt")
    select 'of-large-' || i, 'large', 'large-' || i, case when i % 2 = 0 then 'staff' else 'member' end, now()
    from generate_series(0, ${large - 1}) i;
  insert into session (id, "expiresAt", token, "createdAt", "updatedAt", "userId")
    select 'session-' || id, now() + interval '7 days', 'session-' || id, now(), now(), id
    from "user" where id not like 'large-%';
  analyze;`;

const { runMigrations } = await getMigrations(auth.options);
await runMigrations();
await pool.query(seed);
createServer(toNodeHandler(auth)).listen(port, "127.0.0.1");
