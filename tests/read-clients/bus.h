/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/account.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _Service Service;

/* What a service does with a call; @error: set to the name of an error. Runs beside the test. NULL
 * without an error: the answer comes with service_answer_late ().  */
typedef GVariant *(*ServiceFunc) (const char *path, const char *method, GVariant *parameters,
                                  gpointer data, const char **error);

void     bus_enter           (char       **argv,
                              const char  *names);
Service *service_new         (const char  *name,
                              ServiceFunc  func,
                              gpointer     data);
void     service_emit        (Service     *service,
                              const char  *path,
                              const char  *interface,
                              const char  *signal,
                              GVariant    *parameters);
void     service_free        (Service     *service);
gboolean service_is_waiting  (Service     *service);
void     service_answer_late (Service     *service,
                              GVariant    *answer);

RrmAccount *bus_make_account (RrmProtocol  protocol,
                              const char  *words);

G_END_DECLS
