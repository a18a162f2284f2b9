/** Orgtable beside Keycloak and better-auth: the same work, on the same machine, by turns. */
@NullMarked
package dev.orgtable.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
