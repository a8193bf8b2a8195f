/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/help-window.h"

#include "ui/full-text.h"

#include <glib/gi18n.h>

/**
 * RrmHelpWindow:
 *
 * A short guide, to be read from top to bottom.
 */
struct _RrmHelpWindow
{
  AdwWindow parent_instance;

  GtkWidget *scroller;
  GtkBox *guide;
};

G_DEFINE_FINAL_TYPE (RrmHelpWindow, rrm_help_window, ADW_TYPE_WINDOW)

static const struct
{
  const char *heading;
  const char *text;
} sections[] = {
  { N_ ("Set up your email"),
    N_ ("Choose “Set up my email” and type your name, your email address and your password. The "
        "servers of your address are filled in for you. Press Continue on each page; the program "
        "then signs in to both servers and says what it found.") },
  { N_ ("When your email stopped working"),
    N_ ("Choose “My email stopped working”. The two lines show how far the program came with each "
        "server: one for receiving, one for sending. The card under them says whose fault it is "
        "and what to do. Where a setting is wrong, “Fix it” changes it and tests again. You can "
        "take that back.") },
  { N_ ("What your mail program has"),
    N_ ("“My email stopped working” first shows the accounts in the mail programs on this "
        "computer. Choose one to see what is wrong there. Close the mail program before you change "
        "something. Only what is wrong is changed, and your mail stays where it is. “Undo” brings "
        "the old settings back, on another day, too. “Compare” shows the account beside one that "
        "works, or beside your phone.") },
  { N_ ("Which password"),
    N_ ("It is the password of your email address, the one you use on webmail.spectrum.net. It is "
        "often not the one for your bill. A password that was refused is not tried again by "
        "itself, because too many tries can lock your mailbox for a while.") },
  { N_ ("IMAP or POP3"),
    N_ ("With IMAP your mail stays on the server, and all your devices show the same. With POP3 it "
        "is downloaded to this one computer. If you are not sure, take IMAP.") },
  { N_ ("An error message you do not understand"),
    N_ ("Choose “Explain an error message” and paste the words of your mail program or your phone. "
        "You see what they mean and what helps.") },
  { N_ ("Saved accounts"),
    N_ ("On the last page you can save the account. It then stands on the first page with how its "
        "last test went. Your password is only kept if you turn on “Remember password”, and then "
        "in the keyring of this computer. The bin beside an account forgets it.") },
  { N_ ("Into your mail program"),
    N_ ("When the account works, the last page helps to put it into your mail program, and shows "
        "all settings for copying them by hand.") },
  { N_ ("What leaves this computer"),
    N_ ("Your address and password go to the two mail servers, over an encrypted connection, and "
        "to nobody else. A report that you save or copy has no password in it.") },
  { N_ ("Practice first"),
    N_ ("“Try it with a practice account” uses a mail server inside this program. You can choose "
        "what goes wrong there and see how it is explained. Nothing is kept, and nothing leaves "
        "this computer.") },
};

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  rrm_full_text_wrap (GTK_LABEL (label));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
rrm_help_window_class_init (RrmHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/rrmail/Setup/ui/help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RrmHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, RrmHelpWindow, guide);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
rrm_help_window_init (RrmHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      GtkWidget *heading = make_label (_ (sections[i].heading), "title-4");

      if (i > 0)
        gtk_widget_set_margin_top (heading, 18);
      gtk_box_append (self->guide, heading);
      gtk_box_append (self->guide, make_label (_ (sections[i].text), "body"));
    }
  /* Arrow keys and Page Down read on. */
  gtk_widget_grab_focus (self->scroller);
}

/**
 * rrm_help_window_new:
 * @parent: (nullable): the window that it belongs to
 *
 * Returns: (transfer none): a window with the guide
 */
GtkWidget *
rrm_help_window_new (GtkWindow *parent)
{
  return g_object_new (RRM_TYPE_HELP_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE,
                       NULL);
}
