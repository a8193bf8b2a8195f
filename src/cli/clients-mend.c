/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/clients-mend.h"

#include "base/text.h"
#include "cli/clients-list.h"
#include "clients/copies.h"
#include "clients/mend.h"
#include "explain/client-after.h"
#include "explain/client-refusal.h"
#include "explain/explain.h"
#include "explain/json-out.h"

#include <glib/gi18n.h>

/**
 * rrm_clients_refuse:
 * @error: an error of the mail programs' readers
 * @program: (nullable): what the person calls the program
 *
 * Returns: the exit status, after the refusal was told
 */
RrmExit
rrm_clients_refuse (const GError *error,
                    const char *program)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *why = rrm_explain_client_refusal (
    rrm_client_error_to_string ((RrmClientError) error->code), program, error->message);

  g_set_error_literal (&failure, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT, why);

  return rrm_cli_fail (failure);
}

/* What stands in a file of a stranger is no command for the terminal. */
static void
append_refusal (GString *text,
                const RrmClientProfile *profile,
                const GError *refusal)
{
  g_autofree char *why = rrm_explain_client_refusal (
    rrm_client_error_to_string ((RrmClientError) refusal->code), profile->client->name,
    refusal->message);
  g_autofree char *line = rrm_text_clean (why, -1, 2000);

  g_string_append_printf (text, "    %s\n", line);
}

/* A file or a picture is not mended: how a right one is made. */
static RrmExit
refuse_profile (const GError *error,
                const RrmClientProfile *profile)
{
  const RrmClientAccount *account =
    profile->accounts->len > 0 ? g_ptr_array_index (profile->accounts, 0) : NULL;
  g_autoptr (GError) failure = NULL;
  g_autofree char *why = NULL;

  if (!profile->client->is_document || account == NULL)
    return rrm_clients_refuse (error, profile->client->name);
  why = rrm_explain_client_refusal (rrm_client_error_to_string ((RrmClientError) error->code),
                                    NULL, error->message);
  g_set_error (&failure, RRM_CLI_ERROR, RRM_CLI_ERROR_CANNOT,
               /* Translators: why a file is not changed, then the address and the format */
               _ ("%s To make a new one: rrmail export %s --format=%s"), why,
               rrm_account_get_address (account->account), profile->client->id);

  return rrm_cli_fail (failure);
}

/* The first is enough: it holds for the program. */
static void
append_after (GString *text,
              const RrmClientProfile *profile,
              GPtrArray *mends)
{
  for (guint i = 0; i < mends->len; i++)
    {
      const RrmClientMend *mend = g_ptr_array_index (mends, i);
      g_autofree char *after = NULL;

      if (mend->refusal == NULL)
        after = rrm_explain_client_after (
          rrm_client_get_after (profile->client, rrm_finding_get_change (mend->finding)),
          profile->client->name);
      if (after == NULL)
        continue;
      g_string_append_printf (text, "  %s\n", after);
      break;
    }
}

static void
append_mend_text (GString *text,
                  const RrmClientProfile *profile,
                  GPtrArray *mends,
                  GPtrArray *edits,
                  const char *copy)
{
  const char *path = NULL;

  g_string_append_printf (text, "%s  %s\n", profile->client->name, profile->path);
  for (guint i = 0; i < mends->len; i++)
    {
      const RrmClientMend *mend = g_ptr_array_index (mends, i);
      g_autoptr (RrmExplanation) explanation = rrm_explain_finding (mend->finding, NULL);

      g_string_append_printf (text, "  %s: %s\n", mend->address, explanation->title);
      if (mend->refusal != NULL)
        append_refusal (text, profile, mend->refusal);
    }
  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);

      if (g_strcmp0 (path, edit->path) != 0)
        g_string_append_printf (text, "  %s\n", edit->path);
      path = edit->path;
      g_string_append_printf (text, "    %s%s%s%s: %s → %s\n", edit->section[0] != '\0' ? "[" : "",
                              edit->section, edit->section[0] != '\0' ? "] " : "", edit->key,
                              edit->before != NULL ? edit->before : "—",
                              edit->after != NULL ? edit->after : "—");
    }
  append_after (text, profile, mends);
  if (copy != NULL)
    {
      g_string_append_printf (text, _("  The old files are kept in %s"), copy);
      g_string_append_printf (text, "\n  %s\n", _("“rrmail clients undo” brings them back."));
    }
}

static void
write_edits (RrmJsonOut *out,
             GPtrArray *edits)
{
  json_builder_set_member_name (out->builder, "edits");
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < edits->len; i++)
    {
      const RrmClientEdit *edit = g_ptr_array_index (edits, i);

      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "file", edit->path);
      rrm_json_out_string (out, "section", edit->section);
      rrm_json_out_string (out, "key", edit->key);
      rrm_json_out_string (out, "old", edit->before);
      rrm_json_out_string (out, "new", edit->after);
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

static void
write_findings (RrmJsonOut *out,
                const char *name,
                GPtrArray *mends,
                gboolean refused)
{
  json_builder_set_member_name (out->builder, name);
  json_builder_begin_array (out->builder);
  for (guint i = 0; i < mends->len; i++)
    {
      const RrmClientMend *mend = g_ptr_array_index (mends, i);

      if ((mend->refusal != NULL) != refused)
        continue;
      json_builder_begin_object (out->builder);
      rrm_json_out_string (out, "address", mend->address);
      rrm_json_out_string (
        out, "code", rrm_finding_code_to_string (rrm_finding_get_code (mend->finding)));
      rrm_json_out_change (out, rrm_finding_get_change (mend->finding));
      if (refused)
        rrm_json_out_string (out, "refusal", rrm_client_error_to_string (
                                               (RrmClientError) mend->refusal->code));
      json_builder_end_object (out->builder);
    }
  json_builder_end_array (out->builder);
}

static void
write_mend (RrmJsonOut *out,
            const RrmClientProfile *profile,
            GPtrArray *mends,
            GPtrArray *edits,
            const char *copy)
{
  json_builder_begin_object (out->builder);
  rrm_json_out_string (out, "id", profile->client->id);
  rrm_json_out_string (out, "profile", profile->path);
  write_findings (out, "mended", mends, FALSE);
  write_findings (out, "refused", mends, TRUE);
  write_edits (out, edits);
  rrm_json_out_string (out, "copy", copy);
  json_builder_end_object (out->builder);
}

/* Where the answer of each profile goes. */
typedef struct
{
  GString *text;
  RrmJsonOut *json;
} Answer;

static gboolean
mend_profile (RrmClientProfile *profile,
              const RrmClientsMendOptions *options,
              Answer *answer,
              GError **error)
{
  g_autoptr (GPtrArray) mends = rrm_client_mend (
    profile, options->address, (const char *const *) options->codes, error);
  g_autoptr (GPtrArray) edits = NULL;
  g_autofree char *folder = rrm_client_copies_folder ();
  g_autofree char *copy = NULL;

  if (mends == NULL)
    return FALSE;

  edits = rrm_client_list_edits (profile);
  if (!options->dry_run)
    {
      copy = rrm_client_save (profile, folder, error);
      if (copy == NULL)
        return FALSE;
    }
  if (answer->json != NULL)
    write_mend (answer->json, profile, mends, edits, copy);
  else
    append_mend_text (answer->text, profile, mends, edits, copy);

  return TRUE;
}

static gboolean
is_sound (RrmClientProfile *profile)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, profile);

  return profile->accounts->len == 0 || rrm_clients_are_sound (one, 0);
}

static void
print_answer (Answer *answer,
              const RrmClientsMendOptions *options)
{
  g_autofree char *json = NULL;

  if (answer->json != NULL)
    {
      json_builder_end_array (answer->json->builder);
      json = rrm_json_out_end (answer->json, TRUE);
      rrm_cli_print_json (json);
      return;
    }
  if (answer->text->len == 0)
    g_print ("%s\n", _("There is nothing to mend."));
  else if (options->dry_run)
    g_print ("%s%s\n", answer->text->str, _("Nothing was changed."));
  else
    g_print ("%s", answer->text->str);
}

/**
 * rrm_clients_mend:
 * @profiles: (element-type RrmClientProfile): what was read
 * @options: what was asked for
 *
 * Mends each profile that needs it and tells what was changed, and which cannot be mended.
 *
 * Returns: the exit status: 0 where nothing is wrong any more
 */
RrmExit
rrm_clients_mend (GPtrArray *profiles,
                  const RrmClientsMendOptions *options)
{
  g_autoptr (RrmJsonOut) out = options->json ? rrm_json_out_new (NULL) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  Answer answer = { text, out };
  RrmExit exit_status = RRM_EXIT_WORKING;
  guint n_mended = 0;

  if (out != NULL)
    {
      json_builder_set_member_name (out->builder, "programs");
      json_builder_begin_array (out->builder);
    }
  for (guint i = 0; i < profiles->len; i++)
    {
      RrmClientProfile *profile = g_ptr_array_index (profiles, i);
      g_autoptr (GError) error = NULL;

      /* What cannot be read is not what has nothing wrong. */
      if (profile->error == NULL &&
          (profile->client->set == NULL || !rrm_client_profile_is_damaged (profile)) &&
          !rrm_client_needs_mend (profile, options->address,
                                  (const char *const *) options->codes))
        continue;
      if (!mend_profile (profile, options, &answer, &error))
        exit_status = refuse_profile (error, profile);
      else
        n_mended++;
      if (exit_status == RRM_EXIT_WORKING && !is_sound (profile))
        exit_status = RRM_EXIT_NOT_WORKING;
    }
  if (exit_status != RRM_EXIT_CANNOT || n_mended > 0)
    print_answer (&answer, options);

  return exit_status;
}

static void
print_undone_text (RrmClientUndone *undone)
{
  if (undone->files->len == 0)
    g_print ("%s\n", _("The account that was added is taken out again."));
  for (guint i = 0; i < undone->files->len; i++)
    {
      g_print (_("This file is as it was before: %s"), (const char *) undone->files->pdata[i]);
      g_print ("\n");
    }
  if (undone->later == NULL)
    return;
  g_print ("%s\n", _("What was changed in it since then went back, too. To have that again:"));
  g_print ("  rrmail clients undo %s\n", undone->later);
}

static void
print_undone (RrmClientUndone *undone,
              gboolean json)
{
  g_autoptr (RrmJsonOut) out = NULL;
  g_autofree char *text = NULL;

  if (!json)
    {
      print_undone_text (undone);
      return;
    }

  out = rrm_json_out_new (NULL);
  g_ptr_array_add (undone->files, NULL);
  rrm_json_out_strings (out, "restored", (char **) undone->files->pdata);
  if (undone->later != NULL)
    rrm_json_out_string (out, "copy", undone->later);
  text = rrm_json_out_end (out, TRUE);
  rrm_cli_print_json (text);
}

/**
 * rrm_clients_recover:
 *
 * Takes back what was stopped in the middle, and says so.
 */
void
rrm_clients_recover (void)
{
  g_autofree char *folder = rrm_client_copies_folder ();

  if (rrm_client_recover (folder) > 0)
    g_printerr ("%s\n", _("A change was stopped before its end. The old settings are back."));
}

/**
 * rrm_clients_undo:
 * @paths: (array zero-terminated=1): a profile, or a copy, or none: the newest change
 * @json: print JSON
 *
 * Returns: the exit status
 */
RrmExit
rrm_clients_undo (char **paths,
                  gboolean json)
{
  g_autofree char *folder = rrm_client_copies_folder ();
  g_autofree char *copy = NULL;
  g_autoptr (RrmClientUndone) undone = rrm_client_undone_new ();
  g_autoptr (GError) error = NULL;

  rrm_clients_recover ();
  copy = rrm_client_is_copy (folder, paths[0]) ? g_strdup (paths[0])
                                               : rrm_client_find_copy (folder, paths[0]);
  if (copy == NULL)
    rrm_client_refuse (&error, RRM_CLIENT_ERROR_NO_COPY, paths[0] != NULL ? paths[0] : folder);
  if (copy == NULL || !rrm_client_undo_full (folder, copy, TRUE, undone, &error))
    return rrm_clients_refuse (error, NULL);
  print_undone (undone, json);

  return RRM_EXIT_WORKING;
}
