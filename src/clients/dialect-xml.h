/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "clients/document.h"

G_BEGIN_DECLS

/* A section is an element's path, "k9settings/accounts/account"; a setting is an element with text
 * in it, or an attribute with an "@" before its name. The second of one name is "name#2". */
extern const RrmDialect rrm_dialect_xml;
/* The same for a property list, where an element is called by the key before it. */
extern const RrmDialect rrm_dialect_plist;

G_END_DECLS
