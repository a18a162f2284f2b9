/**
 * Tests of applications of Spring Boot with Orgtable: a test slice, an engine in memory, and
 * members as callers.
 */
@NullMarked
package dev.orgtable.spring.test;

import org.jspecify.annotations.NullMarked;
