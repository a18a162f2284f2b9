@NullMarked
package dev.orgtable.spring.test;

import org.jspecify.annotations.NullMarked;
