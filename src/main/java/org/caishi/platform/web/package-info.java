/** The web frame that all pages share: language, and answers where something goes wrong. */
@NullMarked
package org.caishi.platform.web;

import org.jspecify.annotations.NullMarked;
