#pragma once

#include <QImage>
#include <QWidget>

#include <vector>

namespace lucency::ui {

/// Pictures in columns that fill the widget; the first row, which shows them unchanged, stands apart under its own heading.
class PictureGrid : public QWidget {
    Q_OBJECT

public:
    explicit PictureGrid(QWidget* parent = nullptr);
    /// Row by row.
    void setPictures(std::vector<QImage> pictures, int columns);
    void setHeadings(const QString& first, const QString& others);
    QSize sizeHint() const override { return {480, 480}; }
    QSize minimumSizeHint() const override { return {240, 240}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<QImage> m_pictures;
    int m_columns = 1;
    QString m_first, m_others;
};

} // namespace lucency::ui
