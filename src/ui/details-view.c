/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/details-view.h"

#include "explain/explain.h"
#include "ui/full-text.h"
#include "ui/plain-layout.h"
#include "ui/timing-chart.h"

#include <glib/gi18n.h>

/**
 * RrmDetailsView:
 *
 * What helpers ask for: how long each step took, where the connection went, how it was encrypted,
 * the certificate, and what was said, with secrets masked.
 */
struct _RrmDetailsView
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (RrmDetailsView, rrm_details_view, ADW_TYPE_BIN)

static void
add_fact (AdwPreferencesGroup *group,
          const char *name,
          const char *value)
{
  GtkWidget *row;

  if (value == NULL || value[0] == '\0')
    return;

  /* What a server says is never markup. */
  row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", name, "subtitle", value,
                      "subtitle-lines", 0, NULL);
  adw_preferences_group_add (group, row);
}

static void
add_certificate (AdwPreferencesGroup *group,
                 RrmTlsInfo *tls)
{
  const RrmCertificate *certificate = rrm_tls_info_get_certificate (tls);
  g_autofree char *names = NULL;
  g_autofree char *dates = NULL;

  if (certificate == NULL)
    return;

  names = g_strjoinv ("\n", certificate->names);
  dates = rrm_explain_certificate_dates (certificate);
  add_fact (group, _ ("Certificate for"), names);
  add_fact (group, _ ("Issued by"), certificate->issuer);
  add_fact (group, _ ("Valid"), dates);
  add_fact (group, _ ("Fingerprint (SHA-256)"), certificate->sha256);
}

static void
add_tls (AdwPreferencesGroup *group,
         RrmTlsInfo *tls)
{
  g_autofree char *encryption = NULL;

  if (tls == NULL)
    return;

  if (tls->version != NULL && tls->cipher != NULL)
    encryption = g_strdup_printf ("%s, %s", tls->version, tls->cipher);
  add_fact (group, _ ("Encryption"), encryption);
  /* Where none came none was looked at. */
  if (tls->chain->len == 0)
    return;
  add_fact (group, _ ("Checked"),
            tls->verified ? _ ("The certificate is right for this server")
                          : _ ("The certificate did not pass"));
  add_certificate (group, tls);
}

static char *
build_transcript (RrmServiceReport *service)
{
  RrmTranscriptLog *log = rrm_service_report_get_transcript (service);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rrm_transcript_log_get_length (log); i++)
    {
      const RrmTranscriptLine *line = rrm_transcript_log_get_line (log, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "\n" : "",
                              line->speaker == RRM_SPEAKER_SERVER ? "←" : "→", line->text);
    }

  return g_string_free (text, FALSE);
}

static void
add_transcript (RrmDetailsView *self,
                RrmServiceReport *service)
{
  g_autofree char *text = build_transcript (service);
  GtkWidget *label;

  if (text[0] == '\0')
    return;

  label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "selectable", TRUE, NULL);
  rrm_full_text_wrap (GTK_LABEL (label));
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "card");
  gtk_widget_add_css_class (label, "transcript");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("What was said. Secrets are masked."), -1);
  gtk_box_append (self->box, label);
}

static void
add_service (RrmDetailsView *self,
             RrmServiceReport *service)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *server = rrm_explain_server (service);
  RrmProtocol protocol = rrm_service_report_get_protocol (service);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group),
                                   rrm_explain_direction (protocol));
  add_fact (ADW_PREFERENCES_GROUP (group), _ ("Server"), server);
  add_fact (ADW_PREFERENCES_GROUP (group), _ ("Address"), rrm_service_report_get_peer (service));
  add_tls (ADW_PREFERENCES_GROUP (group), rrm_service_report_get_tls (service));
  gtk_box_append (self->box, group);
  add_transcript (self, service);
}

static void
add_times (RrmDetailsView *self,
           RrmServiceReport *incoming,
           RrmServiceReport *outgoing)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *chart = rrm_timing_chart_new (incoming, outgoing);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Time"));
  gtk_widget_add_css_class (chart, "card");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), chart);
  gtk_box_append (self->box, group);
}

static void
rrm_details_view_class_init (RrmDetailsViewClass *klass)
{
}

static void
rrm_details_view_init (RrmDetailsView *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 12));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * rrm_details_view_set_services:
 * @self: a view
 * @incoming: (nullable): what was seen of the incoming server
 * @outgoing: (nullable): what was seen of the outgoing server
 */
void
rrm_details_view_set_services (RrmDetailsView *self,
                               RrmServiceReport *incoming,
                               RrmServiceReport *outgoing)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (incoming != NULL || outgoing != NULL)
    add_times (self, incoming, outgoing);
  if (incoming != NULL)
    add_service (self, incoming);
  if (outgoing != NULL)
    add_service (self, outgoing);
  rrm_full_text_show (GTK_WIDGET (self));
  rrm_plain_layout_ease (GTK_WIDGET (self));
}
