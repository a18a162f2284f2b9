/** A board for organisations: people sign up, invite others, and see the pages of their groups. */
@NullMarked
package com.example.board;

import org.jspecify.annotations.NullMarked;
