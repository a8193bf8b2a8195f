/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * Answer:
 * @delay: how long it takes, in milliseconds; -1 is for ever
 * @addresses: (nullable): IP literals with a blank between two; %NULL is an error
 * @error: the resolver's error when there are none
 *
 * What a resolver says of one family.
 */
typedef struct
{
  int delay;
  const char *addresses;
  GResolverError error;
} Answer;

#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

TestResolver *test_resolver_install    (const Answer *ipv6,
                                        const Answer *ipv4);
guint         test_resolver_get_others (TestResolver *self);

G_END_DECLS
