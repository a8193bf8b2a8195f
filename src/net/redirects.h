/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/fault.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RRM_REDIRECT_ERROR (rrm_redirect_error_quark ())
GQuark rrm_redirect_error_quark (void);

/**
 * RrmRedirectError:
 * @RRM_REDIRECT_ERROR_SYNTAX: it does not have the four parts
 * @RRM_REDIRECT_ERROR_HOST: the host is empty, or none
 * @RRM_REDIRECT_ERROR_PORT: the first port is no number from 1 to 65535
 * @RRM_REDIRECT_ERROR_ADDRESS: the address is no IP literal
 * @RRM_REDIRECT_ERROR_TARGET_PORT: the second port is no number from 1 to 65535
 */
typedef enum
{
  RRM_REDIRECT_ERROR_SYNTAX,
  RRM_REDIRECT_ERROR_HOST,
  RRM_REDIRECT_ERROR_PORT,
  RRM_REDIRECT_ERROR_ADDRESS,
  RRM_REDIRECT_ERROR_TARGET_PORT,
} RrmRedirectError;

typedef struct _RrmRedirects RrmRedirects;

RrmRedirects *rrm_redirects_new           (void);
RrmRedirects *rrm_redirects_ref           (RrmRedirects       *self);
void          rrm_redirects_unref         (RrmRedirects       *self);
gboolean      rrm_redirects_add_text      (RrmRedirects       *self,
                                           const char         *text,
                                           GError            **error);
void          rrm_redirects_add           (RrmRedirects       *self,
                                           const char         *host,
                                           guint16             port,
                                           const char         *address,
                                           guint16             target_port);
void          rrm_redirects_add_fault     (RrmRedirects       *self,
                                           const char         *host,
                                           RrmFaultKind        fault);
gboolean      rrm_redirects_is_empty      (const RrmRedirects *self);
gboolean      rrm_redirects_lookup        (const RrmRedirects *self,
                                           const char         *host,
                                           guint16             port,
                                           const char        **address,
                                           guint16            *target_port);
GPtrArray    *rrm_redirects_list          (const RrmRedirects *self,
                                           const char         *host,
                                           guint16             port);
gboolean      rrm_redirects_lookup_fault  (const RrmRedirects *self,
                                           const char         *host,
                                           RrmFaultKind       *fault);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmRedirects, rrm_redirects_unref)

G_END_DECLS
