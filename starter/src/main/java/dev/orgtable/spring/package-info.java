/**
 * Auto-configuration of Orgtable for Spring Boot: the table, its worker, health, metrics,
 * authorization by membership, and problem details.
 */
@NullMarked
package dev.orgtable.spring;

import org.jspecify.annotations.NullMarked;
