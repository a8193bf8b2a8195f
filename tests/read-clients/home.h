/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A home folder of its own, which is gone after the test. */
char *home_new   (void);
void  home_free  (char       *home);
void  home_empty (const char *home);
void  home_write (const char *home,
                  const char *name,
                  const char *text);
void  home_copy  (const char *home,
                  const char *name,
                  const char *data);
char *home_read  (const char *home,
                  const char *name);
char *home_path  (const char *home,
                  const char *name);
char *data_read  (const char *data);

G_END_DECLS
