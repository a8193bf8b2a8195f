/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/certificate.h"

G_DEFINE_BOXED_TYPE (RrmTlsInfo, rrm_tls_info, rrm_tls_info_ref, rrm_tls_info_unref)

RrmCertificate *
rrm_certificate_new (void)
{
  return g_new0 (RrmCertificate, 1);
}

void
rrm_certificate_free (RrmCertificate *certificate)
{
  g_free (certificate->subject);
  g_free (certificate->issuer);
  g_strfreev (certificate->names);
  g_free (certificate->sha256);
  g_free (certificate);
}

/**
 * rrm_tls_info_new:
 *
 * Returns: (transfer full): empty facts: nothing verified, no certificate
 */
RrmTlsInfo *
rrm_tls_info_new (void)
{
  RrmTlsInfo *info = g_new0 (RrmTlsInfo, 1);

  g_atomic_ref_count_init (&info->ref_count);
  info->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) rrm_certificate_free);

  return info;
}

RrmTlsInfo *
rrm_tls_info_ref (RrmTlsInfo *info)
{
  g_atomic_ref_count_inc (&info->ref_count);

  return info;
}

void
rrm_tls_info_unref (RrmTlsInfo *info)
{
  if (g_atomic_ref_count_dec (&info->ref_count))
    {
      g_free (info->version);
      g_free (info->cipher);
      g_clear_pointer (&info->binding, g_bytes_unref);
      g_ptr_array_unref (info->chain);
      g_free (info);
    }
}

/**
 * rrm_tls_info_get_certificate:
 * @info: what a handshake showed
 *
 * Returns: (transfer none) (nullable): the server's own certificate
 */
const RrmCertificate *
rrm_tls_info_get_certificate (const RrmTlsInfo *info)
{
  return info->chain->len > 0 ? g_ptr_array_index (info->chain, 0) : NULL;
}
