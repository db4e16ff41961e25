#pragma once

#include "app/training/trainingdraft.h"

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace lucency::ui {

/// A page of the training wizard: a title, a sentence on what it is for, and its content below.
class WizardPage : public QWidget {
    Q_OBJECT

public:
    /// The draft must outlive the page.
    WizardPage(app::TrainingDraft& draft, const QString& title, const QString& purpose, QWidget* parent = nullptr);

    QString title() const { return m_title; }

    /// Called whenever the page is shown: takes up what other pages have changed.
    virtual void enter() {}
    /// Called when another page takes its place: what runs for this page alone may stop.
    virtual void leave() {}
    /// Why one cannot go on from here, in a few words; empty where one can.
    virtual QString hindrance() const { return {}; }

Q_SIGNALS:
    /// hindrance() may say something else now.
    void hindranceChanged();

protected:
    app::TrainingDraft& draft() const { return m_draft; }
    QVBoxLayout* column() const { return m_column; }

private:
    app::TrainingDraft& m_draft;
    const QString m_title;
    QVBoxLayout* m_column;
};

/// A label whose words wrap and can be copied, in muted colour where asked for.
QLabel* wrappedLabel(const QString& text, bool muted = false, QWidget* parent = nullptr);

} // namespace lucency::ui
