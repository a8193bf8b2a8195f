/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define RRM_ADDRESS_ERROR (rrm_address_error_quark ())
GQuark rrm_address_error_quark (void);

/**
 * RrmAddressError:
 *
 * Why a text is not an email address; one cause each, so that each can have its own sentence.
 */
typedef enum
{
  RRM_ADDRESS_ERROR_EMPTY,
  RRM_ADDRESS_ERROR_NO_AT,
  RRM_ADDRESS_ERROR_SEVERAL_AT,
  RRM_ADDRESS_ERROR_SPACE,
  RRM_ADDRESS_ERROR_COMMA,
  RRM_ADDRESS_ERROR_NO_LOCAL_PART,
  RRM_ADDRESS_ERROR_NO_DOMAIN,
  RRM_ADDRESS_ERROR_BAD_DOMAIN,
  RRM_ADDRESS_ERROR_CHARACTER,
  RRM_ADDRESS_ERROR_CONTROL,
  RRM_ADDRESS_ERROR_TOO_LONG,
} RrmAddressError;

typedef struct _RrmAddress RrmAddress;

RrmAddress *rrm_address_parse          (const char        *text,
                                        GError           **error);
RrmAddress *rrm_address_copy           (const RrmAddress  *address);
void        rrm_address_free           (RrmAddress        *address);
const char *rrm_address_get_text       (const RrmAddress  *address);
const char *rrm_address_get_local_part (const RrmAddress  *address);
const char *rrm_address_get_domain     (const RrmAddress  *address);

/* Host names, which the same rules of RFC 1123 and IDNA rule. */
#define RRM_HOST_ERROR (rrm_host_error_quark ())
GQuark rrm_host_error_quark (void);

typedef enum
{
  RRM_HOST_ERROR_EMPTY,
  RRM_HOST_ERROR_SCHEME,
  RRM_HOST_ERROR_PORT,
  RRM_HOST_ERROR_PATH,
  RRM_HOST_ERROR_AT,
  RRM_HOST_ERROR_SPACE,
  RRM_HOST_ERROR_COMMA,
  RRM_HOST_ERROR_CHARACTER,
  RRM_HOST_ERROR_TOO_LONG,
} RrmHostError;

char     *rrm_host_normalize  (const char  *text,
                               GError     **error);
gboolean  rrm_host_is_literal (const char  *host);
gboolean  rrm_host_is_within  (const char  *host,
                               const char  *domain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RrmAddress, rrm_address_free)

G_END_DECLS
